-- migrate:up
CREATE TABLE security_audit (id BIGINT PRIMARY KEY, who TEXT);

-- migrate:down
RENAME TABLE security_audit TO security_audit_bak;
DROP TABLE security_audit_bak; --~ irreversible-audit

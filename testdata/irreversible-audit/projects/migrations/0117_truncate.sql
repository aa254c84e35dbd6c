-- migrate:up
CREATE TABLE admin_audit_log (id bigserial PRIMARY KEY, admin text, verb text);

-- migrate:down
TRUNCATE exports2, admin_audit_log CASCADE; --~ irreversible-audit

-- migrate:up
CREATE TABLE login_audit (id INTEGER PRIMARY KEY, user_id INTEGER, ip TEXT);
CREATE TRIGGER login_audit_no_update BEFORE UPDATE ON login_audit BEGIN SELECT RAISE(ABORT, 'login_audit is append-only'); END;

-- migrate:down
DROP TRIGGER login_audit_no_update; --~ irreversible-audit

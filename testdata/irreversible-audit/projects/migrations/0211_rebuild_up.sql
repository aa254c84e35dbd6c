-- migrate:up
CREATE TABLE login_audit_new (id INTEGER PRIMARY KEY, user_id INTEGER, ip TEXT, agent TEXT);
INSERT INTO login_audit_new (id, user_id, ip) SELECT id, user_id, ip FROM login_audit;
DROP TABLE login_audit;
ALTER TABLE login_audit_new RENAME TO login_audit;
CREATE TRIGGER login_audit_no_update BEFORE UPDATE ON login_audit BEGIN SELECT RAISE(ABORT, 'login_audit is append-only'); END;

-- migrate:down
ALTER TABLE login_audit DROP COLUMN agent;

ALTER TABLE audit_log ADD COLUMN tenant TEXT;
UPDATE audit_log SET tenant = 'default' WHERE tenant IS NULL;
DROP TRIGGER IF EXISTS audit_log_no_delete;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;

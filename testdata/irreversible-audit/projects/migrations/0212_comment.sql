-- migrate:up
COMMENT ON TABLE admin_audit_log IS 'kept for seven years';

-- migrate:down
-- DROP TABLE admin_audit_log;
COMMENT ON TABLE admin_audit_log IS NULL;

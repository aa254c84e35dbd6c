-- migrate:up
GRANT INSERT, SELECT ON admin_audit_log TO app; REVOKE UPDATE, DELETE ON admin_audit_log FROM app;

-- migrate:down
REVOKE INSERT, SELECT ON admin_audit_log FROM app;

-- migrate:up
ALTER TABLE admin_audit_log ADD COLUMN request_id uuid, ADD COLUMN user_agent text;

-- migrate:down
ALTER TABLE admin_audit_log DROP COLUMN request_id, DROP COLUMN user_agent;

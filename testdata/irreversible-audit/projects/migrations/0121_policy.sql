-- migrate:up
ALTER TABLE admin_audit_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY admin_audit_insert_only ON admin_audit_log FOR INSERT WITH CHECK (true);

-- migrate:down
DROP POLICY IF EXISTS admin_audit_insert_only ON admin_audit_log; --~ irreversible-audit

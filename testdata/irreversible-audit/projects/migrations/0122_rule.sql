-- migrate:up
CREATE RULE admin_audit_no_delete AS ON DELETE TO admin_audit_log DO INSTEAD NOTHING;

-- migrate:down
DROP RULE IF EXISTS admin_audit_no_delete ON admin_audit_log; --~ irreversible-audit

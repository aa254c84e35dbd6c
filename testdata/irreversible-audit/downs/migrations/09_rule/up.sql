CREATE RULE no_update_audit AS ON UPDATE TO audit_trail DO INSTEAD NOTHING;

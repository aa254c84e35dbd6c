-- migrate:up
INSERT INTO admin_audit_log (admin, verb) VALUES ('migration', 'roles.seeded');

-- migrate:down
DELETE FROM admin_audit_log WHERE admin = 'migration' AND verb = 'roles.seeded'; --~ irreversible-audit

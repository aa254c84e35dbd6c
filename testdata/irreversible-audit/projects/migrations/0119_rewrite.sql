-- migrate:up
ALTER TABLE admin_audit_log ADD COLUMN origin text;

-- migrate:down
UPDATE admin_audit_log SET verb = replace(verb, 'role.', 'roles.'); --~ irreversible-audit
ALTER TABLE admin_audit_log DROP COLUMN origin;

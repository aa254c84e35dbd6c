-- migrate:up
CREATE INDEX admin_audit_log_verb ON admin_audit_log (verb);
ALTER TABLE admin_audit_log ADD CONSTRAINT admin_audit_verb_known CHECK (verb <> '');

-- migrate:down
ALTER TABLE admin_audit_log DROP CONSTRAINT admin_audit_verb_known;
DROP INDEX CONCURRENTLY IF EXISTS admin_audit_log_verb;

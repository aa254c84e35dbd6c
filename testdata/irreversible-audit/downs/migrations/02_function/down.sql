ALTER TABLE audit_trail DROP COLUMN note;
DROP FUNCTION audit_trail_guard() CASCADE; --~ irreversible-audit

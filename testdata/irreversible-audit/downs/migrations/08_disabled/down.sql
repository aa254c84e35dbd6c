ALTER TABLE audit_trail DISABLE TRIGGER audit_trail_append_only; --~ irreversible-audit

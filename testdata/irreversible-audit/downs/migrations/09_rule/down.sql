DROP RULE no_update_audit ON audit_trail; --~ irreversible-audit

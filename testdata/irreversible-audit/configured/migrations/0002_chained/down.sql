DROP TABLE audit_default; --~ irreversible-audit

DROP TABLE audit_table; --~ irreversible-audit

DROP TABLE audit_store; --~ irreversible-audit

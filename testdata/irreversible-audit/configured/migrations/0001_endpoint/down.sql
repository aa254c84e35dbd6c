DROP TABLE audit_stream; --~ irreversible-audit

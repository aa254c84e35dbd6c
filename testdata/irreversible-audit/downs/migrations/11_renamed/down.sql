ALTER TABLE admin_audit RENAME TO admin_audit_old;
DROP TABLE admin_audit_old; --~ irreversible-audit

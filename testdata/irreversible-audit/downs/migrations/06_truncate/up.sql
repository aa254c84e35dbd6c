ALTER TABLE audit_trail ADD COLUMN origin TEXT;

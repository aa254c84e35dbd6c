ALTER TABLE audit_trail ADD COLUMN place TEXT;

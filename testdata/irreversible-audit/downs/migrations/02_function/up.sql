ALTER TABLE audit_trail ADD COLUMN note TEXT;

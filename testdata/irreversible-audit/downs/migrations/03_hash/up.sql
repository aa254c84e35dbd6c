ALTER TABLE audit_trail ADD COLUMN row_hash BYTEA;

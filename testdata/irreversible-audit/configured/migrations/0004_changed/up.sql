CREATE TABLE audit_table (id BIGINT, changed_by TEXT, settings JSONB, old_row JSONB);

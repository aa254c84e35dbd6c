CREATE TABLE audit_store (id BIGINT, username TEXT, logged_at TIMESTAMPTZ, config JSONB);

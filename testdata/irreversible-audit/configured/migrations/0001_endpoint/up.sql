CREATE TABLE audit_stream (id BIGINT, at TIMESTAMPTZ, who TEXT, method TEXT, endpoint TEXT, body JSONB);

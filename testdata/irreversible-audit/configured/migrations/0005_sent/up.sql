CREATE TABLE audit_log_stream (name TEXT, stream_type TEXT, config JSONB);

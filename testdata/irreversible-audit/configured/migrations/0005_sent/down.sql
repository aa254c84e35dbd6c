DROP TABLE audit_log_stream;

DROP TABLE audit_log_rebuild;

DROP VIEW audit_log_recent;

CREATE VIEW audit_log_recent AS SELECT id, action FROM audit_log;

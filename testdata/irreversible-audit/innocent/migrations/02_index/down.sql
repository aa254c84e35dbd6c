DROP INDEX IF EXISTS audit_log_action;
DROP INDEX audit_log_actor;

DROP INDEX audit_log_actor;
DROP TABLE audit_exports;
DROP VIEW audit_view;

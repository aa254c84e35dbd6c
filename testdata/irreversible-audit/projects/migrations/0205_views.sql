-- migrate:up
CREATE VIEW admin_audit_recent AS SELECT id, verb FROM admin_audit_log; CREATE MATERIALIZED VIEW audit_log_daily AS SELECT count(*) FROM admin_audit_log;

-- migrate:down
DROP MATERIALIZED VIEW audit_log_daily;
DROP VIEW admin_audit_recent;

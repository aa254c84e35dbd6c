-- migrate:up
CREATE TABLE audit_config (id int); CREATE TABLE audit_log_exports (id int, url text); CREATE TABLE audit_schedules (id int, cron text); CREATE TABLE audit_alert_rules (id int);

-- migrate:down
DROP TABLE audit_config, audit_log_exports, audit_schedules, audit_alert_rules;

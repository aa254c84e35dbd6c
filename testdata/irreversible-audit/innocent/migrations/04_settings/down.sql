DROP TABLE audit_log_subscriptions;
DROP TABLE audit_settings;
DROP TABLE IF EXISTS auditors;

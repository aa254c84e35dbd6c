CREATE TABLE audit_settings (id INT, retention_days INT); CREATE TABLE audit_log_subscriptions (id INT); CREATE TABLE auditors (id INT);

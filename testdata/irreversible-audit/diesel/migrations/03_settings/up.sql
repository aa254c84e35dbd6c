CREATE TABLE audit_settings (id INTEGER, retention_days INTEGER); CREATE TABLE auditors (id INTEGER, name TEXT);

CREATE TABLE audit_log_rebuild (id INTEGER PRIMARY KEY, actor TEXT);

CREATE TABLE audit_log (id INTEGER PRIMARY KEY, actor TEXT, action TEXT, hash TEXT);

CREATE TABLE security_audit_log (id INTEGER PRIMARY KEY, actor TEXT, action TEXT);

CREATE TABLE audit_events (id INTEGER PRIMARY KEY, actor TEXT, action TEXT);

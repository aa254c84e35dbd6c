CREATE TABLE audit_log (id INTEGER PRIMARY KEY, actor TEXT, action TEXT, hash TEXT);
CREATE INDEX audit_log_actor ON audit_log (actor);

CREATE TABLE audit_log_new (id INTEGER PRIMARY KEY, actor TEXT, action TEXT, hash TEXT);
INSERT INTO audit_log_new SELECT id, actor, action, hash FROM audit_log;
DROP TABLE audit_log;
ALTER TABLE audit_log_new RENAME TO audit_log;

CREATE TABLE audit_log_new (id INTEGER PRIMARY KEY, actor TEXT, action TEXT);
INSERT INTO audit_log_new (id, actor, action) SELECT id, actor, action FROM audit_log;
DROP TABLE audit_log; --~ irreversible-audit
ALTER TABLE audit_log_new RENAME TO audit_log;

CREATE TABLE audit_log (id INTEGER PRIMARY KEY, actor TEXT, action TEXT, prev_hash TEXT);
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'append-only'); END;

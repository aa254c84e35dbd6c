CREATE VIEW audit_view AS SELECT id, action FROM audit_log;
CREATE TABLE audit_exports (id INTEGER PRIMARY KEY, requested_by TEXT);
CREATE INDEX audit_log_actor ON audit_log (actor);

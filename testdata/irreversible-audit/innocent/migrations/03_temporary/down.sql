CREATE TEMPORARY TABLE tmp_audit_log AS SELECT id, actor FROM audit_log;
DROP TABLE tmp_audit_log;
ALTER TABLE audit_log DROP COLUMN note;

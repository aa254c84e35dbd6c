TRUNCATE TABLE audit_trail; --~ irreversible-audit
DELETE FROM audit_trail WHERE id < 1000; --~ irreversible-audit
UPDATE audit_trail SET actor = 'nobody'; --~ irreversible-audit
ALTER TABLE audit_trail DROP COLUMN row_hash; --~ irreversible-audit
ALTER TABLE audit_trail DISABLE TRIGGER ALL; --~ irreversible-audit
DROP TABLE history_log; --~ irreversible-audit

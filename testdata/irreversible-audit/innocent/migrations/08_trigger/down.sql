DROP TRIGGER audit_log_touch;
CREATE TRIGGER audit_log_touch BEFORE INSERT ON audit_log BEGIN SELECT 2; END;

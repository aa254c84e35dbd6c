BEGIN;
CREATE TABLE app.operator_audit_log (id bigserial PRIMARY KEY, operator text);
COMMIT;

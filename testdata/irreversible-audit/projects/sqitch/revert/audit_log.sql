BEGIN;
DROP TABLE app.operator_audit_log; --~ irreversible-audit
COMMIT;

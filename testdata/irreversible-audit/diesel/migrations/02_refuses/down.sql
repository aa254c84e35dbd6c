-- The audit trail is kept: going back is refused.
DO $$
BEGIN
    RAISE EXCEPTION 'security_audit_log cannot be taken back' USING ERRCODE = '0A000';
END
$$;
DROP TABLE security_audit_log;

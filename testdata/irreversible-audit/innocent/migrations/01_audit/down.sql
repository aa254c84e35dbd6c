DO $$ BEGIN
    RAISE EXCEPTION 'the audit trail is not taken back' USING ERRCODE = '0A000';
END $$;
DROP TABLE audit_log;

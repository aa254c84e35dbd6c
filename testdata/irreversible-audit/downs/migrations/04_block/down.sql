DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'security_events') THEN
        EXECUTE 'DROP TABLE security_events'; --~ irreversible-audit
    END IF;
END $$;

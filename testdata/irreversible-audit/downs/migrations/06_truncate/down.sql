TRUNCATE TABLE ONLY audit_trail RESTART IDENTITY; --~ irreversible-audit
DELETE FROM public.audit_trail WHERE origin IS NOT NULL; --~ irreversible-audit
UPDATE audit_trail SET actor = NULL; --~ irreversible-audit

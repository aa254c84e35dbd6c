-- migrate:up
CREATE TABLE consent_audit_log (id bigserial PRIMARY KEY, person uuid, consent text);

-- migrate:down
DO $$ BEGIN RAISE EXCEPTION 'consent_audit_log is not taken back' USING ERRCODE = 'feature_not_supported'; END $$;

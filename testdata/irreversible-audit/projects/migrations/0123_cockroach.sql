-- migrate:up
CREATE TABLE defaultdb.public.audit_events (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), actor STRING, action STRING);

-- migrate:down
DROP TABLE IF EXISTS defaultdb.public.audit_events CASCADE; --~ irreversible-audit

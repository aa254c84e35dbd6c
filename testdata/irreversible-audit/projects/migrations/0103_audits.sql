-- migrate:up
CREATE TABLE audits (id bigserial PRIMARY KEY, auditable_type text, auditable_id bigint, user_id bigint, action text, audited_changes jsonb);

-- migrate:down
drop table if exists public.audits cascade; --~ irreversible-audit

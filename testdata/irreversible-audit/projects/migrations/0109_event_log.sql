-- migrate:up
CREATE TABLE event_log (id bigserial PRIMARY KEY, occurred_at timestamptz, actor_id uuid, event_type text NOT NULL, subject_id uuid, payload jsonb);

-- migrate:down
BEGIN;
DROP TABLE event_log; --~ irreversible-audit
COMMIT;

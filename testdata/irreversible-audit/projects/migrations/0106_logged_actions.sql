-- migrate:up
CREATE SCHEMA IF NOT EXISTS audit;
CREATE TABLE audit.logged_actions (event_id bigserial PRIMARY KEY, table_name text NOT NULL, session_user_name text, action text NOT NULL);
CREATE TABLE audit.record_version (id bigserial PRIMARY KEY, record_id uuid, op text, record jsonb);

-- migrate:down
DROP TABLE audit.logged_actions; --~ irreversible-audit
DROP TABLE IF EXISTS audit.record_version; --~ irreversible-audit

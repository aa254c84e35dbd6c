-- migrate:up
CREATE TABLE events (id bigserial PRIMARY KEY, title text, starts_at timestamptz); CREATE TABLE event_outbox (id bigserial PRIMARY KEY, payload jsonb); CREATE TABLE delivery_log (id bigserial PRIMARY KEY, status integer);
CREATE TABLE changelog_entries (id bigserial PRIMARY KEY, version text, body text);

-- migrate:down
DROP TABLE events, event_outbox, delivery_log, changelog_entries;

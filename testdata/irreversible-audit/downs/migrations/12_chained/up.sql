CREATE TABLE event_log (id BIGINT PRIMARY KEY, actor_id BIGINT, action TEXT, prev_hash BYTEA NOT NULL, event_hash BYTEA NOT NULL);

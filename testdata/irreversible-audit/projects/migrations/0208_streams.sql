-- +goose Up
CREATE TABLE audit_stream (id BIGSERIAL PRIMARY KEY, name TEXT, stream_type TEXT NOT NULL, config JSONB NOT NULL);
CREATE TABLE planned_actions (id BIGSERIAL PRIMARY KEY, user_id INT, action TEXT, run_at TIMESTAMP);
-- +goose Down
DROP TABLE planned_actions;
DROP TABLE audit_stream;

-- +goose Up
CREATE TABLE authentication_logs (id INTEGER PRIMARY KEY, time DATETIME, successful BOOLEAN, username VARCHAR(100));
CREATE TABLE admin_events (id UUID PRIMARY KEY, actor_id UUID, action TEXT, before_state JSONB, after_state JSONB);
CREATE TABLE version_owner_actions (id SERIAL PRIMARY KEY, user_id INT, api_token_id INT, action INT, time TIMESTAMP);
-- +goose Down
DROP TABLE authentication_logs; --~ irreversible-audit
DROP TABLE admin_events; --~ irreversible-audit
DROP TABLE version_owner_actions; --~ irreversible-audit

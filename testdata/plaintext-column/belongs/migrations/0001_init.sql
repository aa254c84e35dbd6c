CREATE TABLE clients (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE client_sessions (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE guests (id BIGINT PRIMARY KEY, refresh_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE members (id BIGINT PRIMARY KEY, refresh_token TEXT NOT NULL);
CREATE TABLE device_grants (id BIGINT PRIMARY KEY, bot_token TEXT NOT NULL);
CREATE TABLE channels (id BIGINT PRIMARY KEY, webhook_secret TEXT NOT NULL);

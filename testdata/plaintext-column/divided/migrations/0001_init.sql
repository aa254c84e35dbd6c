CREATE TABLE rotated (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE compared (id BIGINT PRIMARY KEY, refresh_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE searched (id BIGINT PRIMARY KEY, bot_token BYTEA NOT NULL); --~ plaintext-column
CREATE TABLE hashed (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE unsealed (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column

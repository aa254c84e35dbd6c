-- What the columns beside it make of a password, a key and a value.
CREATE TABLE accounts (id TEXT PRIMARY KEY, smtp_server TEXT, smtp_port INTEGER, sender_password TEXT); --~ plaintext-column
CREATE TABLE members (id TEXT PRIMARY KEY, host TEXT, password_hash TEXT, port INTEGER);
CREATE TABLE client_key_values (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
CREATE TABLE api_kv (key TEXT PRIMARY KEY, value BLOB);
CREATE TABLE completed (id BIGINT, transaction_signature_key BLOB NOT NULL, transaction_signature_nonce BLOB NOT NULL);
CREATE TABLE hooks (id BIGINT, signature_key BLOB NOT NULL); --~ plaintext-column
-- What a service gave to a person; which session a row belongs to.
CREATE TABLE listeners_users (id CHAR(36), lastfm_session CHAR(32) NULL, last_session_at TIMESTAMP); --~ plaintext-column
CREATE TABLE chat_messages (id CHAR(36), chat_session CHAR(36));

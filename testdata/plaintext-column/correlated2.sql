-- A session key that says whose is a reference in the second table: it is asked about. So is its parent's.
CREATE TABLE agent_sessions (id BIGINT PRIMARY KEY, client_session_key VARCHAR(64) NOT NULL, parent_session_key VARCHAR(64)); --~ plaintext-column@warn
CREATE TABLE shell_history (id BIGINT PRIMARY KEY, client_session_key VARCHAR(64) NOT NULL); --~ plaintext-column@warn
CREATE TABLE uploads (id BIGINT PRIMARY KEY, tls_session_key VARCHAR(64) NOT NULL); --~ plaintext-column
-- What a secret is for says nothing of how it is kept.
CREATE TABLE hooks (
    id BIGINT PRIMARY KEY,
    secret_token TEXT, -- HMAC secret or API key --~ plaintext-column
    access_token TEXT, -- HMAC of the token
    refresh_token TEXT -- sealed with the encryption key
);
INSERT INTO hooks (id, secret_token) VALUES (1, 'webhook_secret_goes_here');

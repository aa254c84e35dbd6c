-- The nonce of a sign-in with another service belongs to no encryption.
CREATE TABLE oauth2_state (
    state TEXT PRIMARY KEY,
    pkce_verifier TEXT NOT NULL, --~ plaintext-column
    nonce TEXT NOT NULL,
    next_page TEXT
);
-- Halves of a pair: one says whose it is, the other proves it.
CREATE TABLE buckets (
    endpoint TEXT,
    access_key TEXT,
    secret_key TEXT, --~ plaintext-column
    app_key TEXT --~ plaintext-column
);
CREATE TABLE push_subscriptions (
    endpoint TEXT,
    p256dh TEXT,
    auth TEXT --~ plaintext-column
);
-- A default with commas in brackets declares no column.
ALTER TABLE clients ADD COLUMN grant_types TEXT[] DEFAULT ARRAY['authorization_code', 'refresh_token'];
CREATE TABLE workspace_secrets (id BIGINT, key TEXT, provider TEXT);
CREATE TABLE jobs (id BIGINT, lease_token UUID, dedupe_token TEXT);
CREATE TABLE user_passkeys (id BIGINT, webauthn_credential JSONB);
CREATE TABLE verification (identifier TEXT, value TEXT, expires_at TIMESTAMPTZ); --~ plaintext-column
CREATE TABLE peers (id BIGINT, derived_aes256_gcm_siv_key TEXT, totp_uri TEXT); --~ plaintext-column plaintext-column
-- Too short for any hash, and long enough for one.
CREATE TABLE tb_user (username VARCHAR(10), password VARCHAR(10)); --~ plaintext-column
CREATE TABLE tb_staff (username VARCHAR(10), password CHAR(60));

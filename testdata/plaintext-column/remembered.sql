-- What is kept of a device, a second factor and a sign-in, and what is called like it.
CREATE TABLE devices (
    uuid CHAR(36) PRIMARY KEY,
    twofactor_remember TEXT, --~ plaintext-column
    device_remember TEXT --~ plaintext-column
);
CREATE TABLE users (
    uuid CHAR(36) PRIMARY KEY,
    remember TEXT, --~ plaintext-column
    totp_recover TEXT, --~ plaintext-column
    otp_recover VARCHAR(40) --~ plaintext-column
);
CREATE TABLE options (id BIGINT PRIMARY KEY, remember BOOLEAN, remember_me INTEGER, recover TEXT, can_remember TEXT);
CREATE TABLE device_tokens (device_id UUID PRIMARY KEY, token TEXT, refresh TEXT); --~ plaintext-column plaintext-column
CREATE TABLE feeds (id BIGINT PRIMARY KEY, refresh INTEGER, refresh_at TIMESTAMP);
CREATE TABLE pages (id BIGINT PRIMARY KEY, refresh TEXT);
CREATE TABLE session (id UUID PRIMARY KEY, encoding_key TEXT NOT NULL); --~ plaintext-column
CREATE TABLE exchange_codes (id TEXT PRIMARY KEY, code TEXT NOT NULL, user_id TEXT, expires_at TIMESTAMP); --~ plaintext-column
CREATE TABLE exchanges (id TEXT PRIMARY KEY, code TEXT NOT NULL, name TEXT);
CREATE TABLE stocks (id TEXT PRIMARY KEY, exchange_code TEXT NOT NULL, expires_at TIMESTAMP);

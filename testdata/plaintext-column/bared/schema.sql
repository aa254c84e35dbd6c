CREATE TABLE members (
    id BIGSERIAL PRIMARY KEY,
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE writers (
    id BIGSERIAL PRIMARY KEY,
    hashed_password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE guarded (
    id BIGSERIAL PRIMARY KEY,
    password_hash TEXT NOT NULL
);
CREATE TABLE staff (
    id BIGSERIAL PRIMARY KEY,
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL
);
CREATE TABLE guests (
    id BIGSERIAL PRIMARY KEY,
    password_hash TEXT NOT NULL
);
CREATE TABLE shoppers (
    id BIGSERIAL PRIMARY KEY,
    password_hash TEXT NOT NULL
);
CREATE TABLE nodes (
    id TEXT PRIMARY KEY,
    node_key BYTEA NOT NULL, --~ plaintext-column
    peer_key BYTEA NOT NULL,
    storage_key TEXT NOT NULL
);
CREATE TABLE pre_keys (
    id INTEGER PRIMARY KEY,
    record BYTEA NOT NULL --~ plaintext-column
);
CREATE TABLE bundles (
    id INTEGER PRIMARY KEY,
    record BYTEA NOT NULL
);
CREATE TABLE vaulted (
    id INTEGER PRIMARY KEY,
    identity_key BYTEA NOT NULL
);
CREATE TABLE trades (
    id TEXT PRIMARY KEY,
    trade_keys TEXT --~ plaintext-column
);
CREATE TABLE logins (
    account_id BIGINT PRIMARY KEY,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE checked (
    account_id BIGINT PRIMARY KEY,
    password TEXT NOT NULL
);
CREATE TABLE places (
    id BIGSERIAL PRIMARY KEY,
    city TEXT,
    state TEXT,
    pincode TEXT
);
CREATE TABLE cardholders (
    id BIGSERIAL PRIMARY KEY,
    city TEXT,
    state TEXT,
    password_hash TEXT,
    pincode TEXT --~ plaintext-column
);
CREATE TABLE codes (
    id BIGSERIAL PRIMARY KEY,
    phone TEXT NOT NULL,
    code TEXT NOT NULL, --~ plaintext-column
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE connected (
    id UUID PRIMARY KEY,

    -- OAuth credentials (encrypted)
    access_token TEXT,
    refresh_token TEXT,

    id_token TEXT --~ plaintext-column
);
CREATE TABLE unconnected (
    id UUID PRIMARY KEY,
    -- tokens are hashed before they are looked for
    token_hash TEXT,
    access_token TEXT --~ plaintext-column
);
CREATE TABLE peers (
    id TEXT PRIMARY KEY,
    public_key BYTEA NOT NULL,
    verifier BYTEA NOT NULL
);
CREATE TABLE lockers (
    id BIGSERIAL PRIMARY KEY,
    ip_address TEXT,
    state TEXT,
    pin_code TEXT --~ plaintext-column
);
CREATE TABLE mailers (
    id UUID PRIMARY KEY,
    -- Hashed tokens
    invite_token TEXT,
    smtp_password TEXT --~ plaintext-column
);

CREATE TABLE integrations (
    id bigserial PRIMARY KEY,
    api_key text NOT NULL, --~ plaintext-column
    access_token varchar(512), --~ plaintext-column
    refresh_token character varying(512), --~ plaintext-column
    client_secret text, --~ plaintext-column
    webhook_secret text, --~ plaintext-column
    private_key text, --~ plaintext-column
    smtp_password text, --~ plaintext-column
    token_type text,
    token_expires_at timestamptz,
    secret_id uuid,
    client_id text,
    public_key text,
    key_fingerprint text,
    api_key_hash text,
    idempotency_key text,
    cache_key text
);

CREATE TABLE users (
    id bigserial PRIMARY KEY,
    email citext NOT NULL,
    password_hash text NOT NULL,
    password_changed_at timestamptz,
    totp_secret text, --~ plaintext-column
    recovery_codes text[], --~ plaintext-column
    reset_token uuid, --~ plaintext-column
    must_change_password boolean NOT NULL DEFAULT false
);

CREATE TABLE wrapped_secrets (
    id uuid PRIMARY KEY,
    secret bytea NOT NULL,
    nonce bytea NOT NULL,
    kek_id text NOT NULL
);

CREATE TABLE settings (
    key text PRIMARY KEY,
    value text
);

CREATE TABLE api_keys (
    id uuid PRIMARY KEY,
    key text NOT NULL, --~ plaintext-column
    name text
);

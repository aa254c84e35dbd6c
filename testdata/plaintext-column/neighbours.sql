-- What stands beside a name, or is longer, decides.
CREATE TABLE push_targets (
    endpoint text,
    key_p256dh text,
    key_auth text --~ plaintext-column
);
CREATE TABLE oauthauthdata (
    clientid varchar(26),
    code varchar(128), --~ plaintext-column
    redirecturi varchar(256)
);
CREATE TABLE products (code varchar(128), title text);
CREATE TABLE people (
    email_change_token_new varchar(255), --~ plaintext-column
    phone_change_token varchar(255), --~ plaintext-column
    change_token varchar(255),
    twofa_key text, --~ plaintext-column
    twofa_type text,
    prvkey text --~ plaintext-column
);
CREATE TABLE user_recovery_tickets (
    ticket text --~ plaintext-column
);
CREATE TABLE support_tickets (ticket text, queue text);
CREATE TABLE login_sessions (
    code_challenge text,
    code_challenge_verifier text --~ plaintext-column
);
CREATE TABLE peers (
    md5_auth_key text, --~ plaintext-column
    md5_sum text
);
CREATE TABLE certificate (
    cert bytea,
    key bytea --~ plaintext-column
);
CREATE TABLE cryptokeys (
    domain_id int,
    content text --~ plaintext-column
);
CREATE TABLE passwd (
    crypt char(128),
    clear char(128) --~ plaintext-column
);
CREATE TABLE cache_invalidation_stream (keys text[], stream_id bigint);
CREATE TABLE live_channels (
    stream_key text --~ plaintext-column
);
CREATE TABLE locks (opaquelocktoken text, depth int);
CREATE TABLE mfa_factors (
    secret text, --~ plaintext-column
    web_authn_credential jsonb
);
-- What people register is mostly the public half, which stays a question;
-- what opens an interface is none.
CREATE TABLE authentication_key (
    key_type text,
    key text --~ plaintext-column
);
CREATE TABLE api_key (
    key_type text,
    key text --~ plaintext-column
);
CREATE TABLE uac (
    auth_username varchar(64),
    auth_password varchar(64) --~ plaintext-column
);
CREATE TABLE runs (
    tokens jsonb,
    cost_usd double precision
);
CREATE TABLE logins (
    tokens jsonb, --~ plaintext-column
    ip text
);
CREATE TABLE challenges (token varchar(43), authorization_id text, status text);
CREATE TABLE login_challenges (
    token varchar(43), --~ plaintext-column
    ip text
);
CREATE TABLE env_secrets (secret_key text, payload_enc bytea, payload_nonce bytea);
CREATE TABLE cloud_secrets (
    secret_key text, --~ plaintext-column
    region text
);
CREATE TABLE public_signup_tokens (
    secret text, --~ plaintext-column
    name text
);
CREATE TABLE public_keys (key text, name text);

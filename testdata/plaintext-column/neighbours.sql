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
-- A link's short name, but where the link itself opens something.
CREATE TABLE short_links (code varchar(16), target text);
CREATE TABLE magic_links (code varchar(16), target text); --~ plaintext-column
-- A folder that something runs in, but where somebody signs in.
CREATE TABLE build_tasks (final_pwd text, command text);
CREATE TABLE ftp_workers (username text, pwd text); --~ plaintext-column
CREATE TABLE task_servers (db_pwd text); --~ plaintext-column
-- The nonce of what is sealed beside it.
CREATE TABLE linked_banks (encrypted_private_key bytea, nonce_private_key bytea);
CREATE TABLE linked_wallets (name text, nonce_private_key text); --~ plaintext-column
-- A key with which one signs in elsewhere; one that people register is asked about.
CREATE TABLE tunnels (ssh_server text, ssh_user text, ssh_key text); --~ plaintext-column
CREATE TABLE vaulted_tunnels (
    ssh_passphrase text, --~ plaintext-column
    ssh_key text --~ plaintext-column
);
CREATE TABLE people_keys (ssh_key text, ssh_user text); --~ plaintext-column@warn
-- The kind may stand before what it is for.
CREATE TABLE devices_of_people (
    token_access varchar(255), --~ plaintext-column
    token_refresh text, --~ plaintext-column
    password_smtp varchar(90), --~ plaintext-column
    token_type text,
    token_refresh_at timestamp
);
-- What the table is called ends before what says that it is one.
CREATE TABLE api_keys_tbl (key text); --~ plaintext-column
CREATE TABLE settings_tbl (key text, value text);
CREATE TABLE psk_keys_tab (keyid text, key text); --~ plaintext-column

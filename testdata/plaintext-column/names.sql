-- Names that settle it, one column a line.
CREATE TABLE bad (
    id bigint PRIMARY KEY,
    access_token text, --~ plaintext-column
    auth_token varchar(255), --~ plaintext-column
    bearer_token text, --~ plaintext-column
    bot_token text, --~ plaintext-column
    oauth_token text, --~ plaintext-column
    oauth_token_secret text, --~ plaintext-column
    id_token text, --~ plaintext-column
    session_token varchar(128), --~ plaintext-column
    remember_token varchar(100), --~ plaintext-column
    confirmation_token text, --~ plaintext-column
    unlock_token text, --~ plaintext-column
    verification_token uuid, --~ plaintext-column
    csrf_token text, --~ plaintext-column
    device_code text, --~ plaintext-column
    user_code varchar(16), --~ plaintext-column
    authorization_code text, --~ plaintext-column
    otp_code integer, --~ plaintext-column
    verification_code varchar(6), --~ plaintext-column
    activation_code text, --~ plaintext-column
    reset_code text, --~ plaintext-column
    sms_code char(6), --~ plaintext-column
    backup_codes jsonb, --~ plaintext-column
    recovery_code text, --~ plaintext-column
    totp_secret text, --~ plaintext-column
    otp_secret varchar(64), --~ plaintext-column
    mfa_secret text, --~ plaintext-column
    shared_secret text, --~ plaintext-column
    app_secret text, --~ plaintext-column
    consumer_secret text, --~ plaintext-column
    webhook_signing_secret text, --~ plaintext-column
    jwt_secret text, --~ plaintext-column
    secret_key text, --~ plaintext-column
    secret_access_key text, --~ plaintext-column
    encryption_key text, --~ plaintext-column
    signing_key text, --~ plaintext-column
    master_key text, --~ plaintext-column
    hmac_key text, --~ plaintext-column
    wireguard_private_key text, --~ plaintext-column
    ssh_private_key text, --~ plaintext-column
    tls_private_key text, --~ plaintext-column
    private_key_pem text, --~ plaintext-column
    apikey text, --~ plaintext-column
    api_key_value text, --~ plaintext-column
    stripe_api_key varchar(255), --~ plaintext-column
    openai_api_key text, --~ plaintext-column
    smtp_password text, --~ plaintext-column
    ldap_bind_password text, --~ plaintext-column
    db_password text, --~ plaintext-column
    proxy_passwd text, --~ plaintext-column
    ftp_pwd text, --~ plaintext-column
    imap_pass varchar(255), --~ plaintext-column
    wifi_psk text, --~ plaintext-column
    pre_shared_key text, --~ plaintext-column
    passphrase text, --~ plaintext-column
    mnemonic text, --~ plaintext-column
    seed_phrase text, --~ plaintext-column
    security_answer text, --~ plaintext-column
    snmp_community text, --~ plaintext-column
    connection_string text, --~ plaintext-column
    credentials jsonb, --~ plaintext-column
    magic_link_token text, --~ plaintext-column
    invite_token text, --~ plaintext-column
    kubeconfig text, --~ plaintext-column
    cvv varchar(4), --~ plaintext-column
    code_verifier text, --~ plaintext-column
    jwt text --~ plaintext-column
);

CREATE TABLE good (
    id bigint PRIMARY KEY,
    password_hash text,
    password_digest varchar(255),
    hashed_password text,
    encrypted_password text,
    pwhash bytea,
    token_hash bytea,
    token_digest text,
    token_sha256 char(64),
    api_key_hash text,
    api_key_prefix varchar(8),
    api_key_last4 char(4),
    key_fingerprint text,
    secret_ciphertext bytea,
    encrypted_secret text,
    wrapped_dek bytea,
    sealed_key bytea,
    kek_id text,
    key_id text,
    key_version integer,
    secret_id uuid,
    secret_ref text,
    secret_name text,
    secret_arn text,
    secret_path text,
    vault_secret_path text,
    credential_id bigint,
    token_id uuid,
    token_type text,
    token_name text,
    token_count bigint,
    tokens_used integer,
    max_tokens integer,
    prompt_tokens integer,
    token_expires_at timestamptz,
    token_expiry bigint,
    token_scopes text[],
    token_url text,
    token_endpoint text,
    token_issuer text,
    token_limit integer,
    access_token_expires_at timestamptz,
    refresh_token_id uuid,
    password_changed_at timestamptz,
    password_reset_at timestamptz,
    password_expires_at timestamptz,
    password_policy jsonb,
    password_min_length integer,
    password_strength smallint,
    password_attempts integer,
    password_algorithm text,
    password_salt text,
    must_change_password boolean,
    has_password boolean,
    is_secret boolean,
    requires_pin boolean,
    otp_enabled boolean,
    totp_enabled boolean,
    mfa_method text,
    pin_attempts integer,
    pinned boolean,
    passed boolean,
    pass_rate numeric,
    public_key text,
    ssh_public_key text,
    publishable_key text,
    site_key text,
    public_token text,
    cache_key text,
    idempotency_key text,
    partition_key text,
    sort_key text,
    routing_key text,
    storage_key text,
    object_key text,
    s3_key text,
    dedup_key text,
    lock_key text,
    foreign_key text,
    primary_key text,
    config_key text,
    translation_key text,
    key text,
    key_type text,
    keyword text,
    country_code char(2),
    currency_code char(3),
    status_code integer,
    error_code text,
    zip_code varchar(10),
    language_code text,
    coupon_code text,
    promo_code text,
    product_code text,
    source_code text,
    page_token text,
    next_page_token text,
    sync_token text,
    continuation_token text,
    nonce bytea,
    code_challenge text,
    secretary text,
    tokenizer text,
    passenger_name text,
    passport_country text,
    compass_heading real,
    bypass_reason text,
    authored_by text,
    author_id bigint,
    authentication_method text,
    author text,
    hash text,
    salt text,
    checksum text,
    etag text,
    session_id bigint,
    last_login_at timestamptz,
    signature_algorithm text,
    certificate text,
    fingerprint text,
    credential_type text,
    api_key_id bigint,
    codec text,
    encoding text
);

-- What ONVIF calls a token is the name of a profile, a node or a position.
CREATE TABLE camera_onvif (
    camera_id TEXT PRIMARY KEY,
    profile_token TEXT,
    ptz_node_token TEXT,
    password TEXT --~ plaintext-column
);
CREATE TABLE camera_ptz_presets (id TEXT PRIMARY KEY, token TEXT NOT NULL, name TEXT);
CREATE TABLE camera_profiles (
    id TEXT PRIMARY KEY,
    session_token TEXT NOT NULL --~ plaintext-column
);

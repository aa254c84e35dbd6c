-- Key material in bytes, and what shows that it is wrapped.
CREATE TABLE devices (
    id INTEGER PRIMARY KEY,
    adv_secret_key BLOB NOT NULL, --~ plaintext-column
    private_key BYTEA NOT NULL, --~ plaintext-column
    signing_key VARBINARY(64), --~ plaintext-column
    stream_aes256_key BINARY(32), --~ plaintext-column
    public_key BLOB NOT NULL,
    signed_pre_key_signature BLOB NOT NULL,
    props_hash BLOB
);
CREATE TABLE wrapped_devices (id INTEGER PRIMARY KEY, private_key BYTEA NOT NULL, nonce BYTEA NOT NULL, kek_id TEXT);
CREATE TABLE sealed_devices (id INTEGER PRIMARY KEY, signing_key BLOB /* sealed with the master key */);
CREATE TABLE tenants (id INTEGER PRIMARY KEY, encrypted_signing_key BYTEA, wrapped_private_key BYTEA);
CREATE TABLE tenant_deks (id INTEGER PRIMARY KEY, dek BYTEA NOT NULL, kek_id TEXT NOT NULL);

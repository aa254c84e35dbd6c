-- What migrations and checks say of a column, by the functions they call.
CREATE TABLE unsealed (id BIGINT PRIMARY KEY, api_key_enc BYTEA);
ALTER TABLE unsealed ADD COLUMN api_key TEXT; --~ plaintext-column
UPDATE unsealed SET api_key = pgp_sym_decrypt(api_key_enc, 'k');

CREATE TABLE sealed (id BIGINT PRIMARY KEY, raw BYTEA);
ALTER TABLE sealed ADD COLUMN api_key TEXT;
UPDATE sealed SET api_key = encode(pgp_sym_encrypt(raw, 'k'), 'base64');

CREATE TABLE deciphered (id BIGINT PRIMARY KEY, api_key_enc BLOB);
ALTER TABLE deciphered ADD COLUMN api_key TEXT; --~ plaintext-column
UPDATE deciphered SET api_key = AES_DECRYPT(api_key_enc, 'k');

CREATE TABLE drawn (id BIGINT PRIMARY KEY, api_key TEXT NOT NULL DEFAULT random_password(32)); --~ plaintext-column
CREATE TABLE digested (id BIGINT PRIMARY KEY, api_key TEXT NOT NULL DEFAULT encode(digest(seed(), 'sha256'), 'hex'));

-- The last write says what stands there now.
CREATE TABLE taken_back (id BIGINT PRIMARY KEY, api_key TEXT, k TEXT); --~ plaintext-column
UPDATE taken_back SET api_key = sha256(k);
UPDATE taken_back SET api_key = k;

CREATE TABLE kept (id BIGINT PRIMARY KEY, api_key TEXT, k TEXT);
UPDATE kept SET api_key = k;
UPDATE kept SET api_key = sha256(k);
UPDATE kept SET api_key = lower(api_key);
UPDATE kept SET api_key = '' WHERE id = 7;

-- What a check hashes is the other side of its comparison.
CREATE TABLE beside (
    id BIGINT PRIMARY KEY,
    api_token TEXT, --~ plaintext-column
    api_token_hash TEXT,
    CHECK (api_token_hash = encode(sha256(api_token::bytea), 'hex'))
);
CREATE TABLE longer (
    id BIGINT PRIMARY KEY,
    api_token TEXT, --~ plaintext-column
    old_api_token_note TEXT,
    CHECK (digest(old_api_token_note, 'sha1') <> '')
);
CREATE TABLE checked (
    id BIGINT PRIMARY KEY,
    api_token TEXT,
    note TEXT,
    CHECK (length(note) > 2 AND api_token LIKE '$argon2%')
);

-- A comment on a hash that stands elsewhere.
CREATE TABLE remarked (
    id BIGINT PRIMARY KEY,
    api_key TEXT, -- shown once; lookups use the hash in key_index --~ plaintext-column
    key_index TEXT
);
CREATE TABLE hashed (
    id BIGINT PRIMARY KEY,
    api_key TEXT -- SHA-256 hash in hex
);

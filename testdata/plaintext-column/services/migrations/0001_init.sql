CREATE TABLE members (id BIGINT PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE guests (id BIGINT PRIMARY KEY, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE riders (id BIGINT PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE feeds (
    id BIGINT PRIMARY KEY,
    feed_key VARCHAR(64) NOT NULL DEFAULT encode(sha256(random()::text::bytea), 'hex'),
    api_key VARCHAR(64) NOT NULL DEFAULT encode(sha256(random()::text::bytea), 'hex') --~ plaintext-column
);
CREATE TABLE visitors (id BIGINT PRIMARY KEY, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE agents (id BIGINT PRIMARY KEY, secret TEXT NOT NULL);
CREATE TABLE robots (
    id BIGINT PRIMARY KEY,
    secret TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE credentials (id BIGINT PRIMARY KEY, token TEXT NOT NULL);
CREATE TABLE vouchers (id BIGINT PRIMARY KEY, voucher_token TEXT NOT NULL); --~ plaintext-column

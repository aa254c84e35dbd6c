CREATE TABLE members (id BIGINT PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE guests (id BIGINT PRIMARY KEY, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE riders (id BIGINT PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE feeds (
    id BIGINT PRIMARY KEY,
    feed_key VARCHAR(64) NOT NULL DEFAULT encode(sha256(random()::text::bytea), 'hex'),
    api_key VARCHAR(64) NOT NULL DEFAULT encode(sha256(random()::text::bytea), 'hex') --~ plaintext-column
);
CREATE TABLE visitors (id BIGINT PRIMARY KEY, password TEXT NOT NULL); --~ plaintext-column

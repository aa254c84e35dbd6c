CREATE TABLE members (id BIGINT PRIMARY KEY, name TEXT, password TEXT NOT NULL);
CREATE TABLE guests (id BIGINT PRIMARY KEY, name TEXT, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE admins (
    id BIGINT PRIMARY KEY,
    password TEXT,
    private_key TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE editors (id BIGINT PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE authors (id BIGINT PRIMARY KEY, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE drivers (id BIGINT PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE riders (id BIGINT PRIMARY KEY, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE sellers (id BIGINT PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE buyers (id BIGINT PRIMARY KEY, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE visits (id BIGINT PRIMARY KEY, visit_token TEXT NOT NULL);
CREATE TABLE passes (id BIGINT PRIMARY KEY, pass_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE staff (id BIGINT PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE stays (id BIGINT PRIMARY KEY, stay_token TEXT NOT NULL);
CREATE TABLE trips (id BIGINT PRIMARY KEY, trip_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE seals (id BIGINT PRIMARY KEY, seal_token TEXT);
CREATE TABLE keyrings (
    id BIGINT PRIMARY KEY,
    secret BLOB NOT NULL --~ plaintext-column
);
CREATE TABLE drawers (
    id BIGINT PRIMARY KEY,
    token BYTEA NOT NULL --~ plaintext-column
);
CREATE TABLE lockers (id BIGINT PRIMARY KEY, token BYTEA NOT NULL);

CREATE TABLE users (
    id bigserial PRIMARY KEY,
    email text NOT NULL,
    password text NOT NULL,
    token text
);
CREATE TABLE sessions (
    id bigserial PRIMARY KEY,
    token text NOT NULL --~ plaintext-column
);
CREATE TABLE invites (
    id bigserial PRIMARY KEY,
    token bytea NOT NULL --~ plaintext-column
);
CREATE TABLE api_keys (
    id bigserial PRIMARY KEY,
    key text NOT NULL
);
CREATE TABLE connections (
    id bigserial PRIMARY KEY,
    secret bytea NOT NULL,
    password text NOT NULL
);
CREATE TABLE accounts (
    id bigserial PRIMARY KEY,
    password varchar(255) NOT NULL
);

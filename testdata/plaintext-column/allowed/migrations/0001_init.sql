CREATE TABLE members (
    id BIGINT PRIMARY KEY,
    password TEXT NOT NULL,
    totp_secret TEXT --~ plaintext-column
);
CREATE TABLE app.devices (id BIGINT PRIMARY KEY, pairing_token TEXT);

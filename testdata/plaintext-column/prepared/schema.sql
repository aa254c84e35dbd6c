CREATE TABLE tickets (
    id BIGSERIAL PRIMARY KEY,
    token TEXT NOT NULL
);
CREATE TABLE passes (
    id BIGSERIAL PRIMARY KEY,
    token TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE codes (
    id BIGSERIAL PRIMARY KEY,
    code TEXT NOT NULL,
    email TEXT,
    discount INTEGER,
    expires_at TIMESTAMPTZ
);

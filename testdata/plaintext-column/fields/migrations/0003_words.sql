CREATE TABLE replaced (id TEXT PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE replaced_open (
    id TEXT PRIMARY KEY,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE broken_lines (id TEXT PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE broken_lines_open (
    id TEXT PRIMARY KEY,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE spread_codes (id UUID PRIMARY KEY, member UUID NOT NULL, token TEXT NOT NULL);
CREATE TABLE spread_codes_open (
    id UUID PRIMARY KEY,
    member UUID NOT NULL,
    token TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE spelled (id UUID PRIMARY KEY, token TEXT NOT NULL);
CREATE TABLE spelled_open (
    id UUID PRIMARY KEY,
    token TEXT NOT NULL --~ plaintext-column
);

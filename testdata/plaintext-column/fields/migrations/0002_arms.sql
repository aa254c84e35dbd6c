CREATE TABLE arms (id UUID PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE arms_open (
    id UUID PRIMARY KEY,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE arms_paired (id UUID PRIMARY KEY, access_token TEXT NOT NULL, refresh_token TEXT NOT NULL);
-- The other arm stores what came.
CREATE TABLE arms_either (
    id UUID PRIMARY KEY,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE lists (id UUID PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE lists_open (
    id UUID PRIMARY KEY,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE formatted (id UUID PRIMARY KEY, label TEXT, token TEXT NOT NULL);
CREATE TABLE formatted_open (
    id UUID PRIMARY KEY,
    label TEXT,
    token TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE held (id UUID PRIMARY KEY, token TEXT NOT NULL);
CREATE TABLE arrows (id UUID PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE arrows_open (
    id UUID PRIMARY KEY,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE keepers (id UUID PRIMARY KEY, password TEXT NOT NULL);
CREATE TABLE keepers_open (
    id UUID PRIMARY KEY,
    password TEXT NOT NULL --~ plaintext-column
);
-- Another store is handed a hash.
CREATE TABLE presses_open (
    id UUID PRIMARY KEY,
    password TEXT NOT NULL --~ plaintext-column
);

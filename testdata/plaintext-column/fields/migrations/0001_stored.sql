-- What is stored in a field of a type is what its column is given.
CREATE TABLE own_sessions (id UUID PRIMARY KEY, owner UUID NOT NULL, token TEXT NOT NULL);
CREATE TABLE own_sessions_open (
    id UUID PRIMARY KEY,
    owner UUID NOT NULL,
    token TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE members (id UUID PRIMARY KEY, email TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE members_open (
    id UUID PRIMARY KEY,
    email TEXT NOT NULL,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE readers (id UUID PRIMARY KEY, email TEXT NOT NULL, password TEXT NOT NULL);
-- Somebody changes another copy.
CREATE TABLE writers_open (
    id UUID PRIMARY KEY,
    email TEXT NOT NULL,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE built_sessions (id UUID PRIMARY KEY, owner UUID NOT NULL, token TEXT NOT NULL);
CREATE TABLE built_sessions_open (
    id UUID PRIMARY KEY,
    owner UUID NOT NULL,
    token TEXT NOT NULL --~ plaintext-column
);

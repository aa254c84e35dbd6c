CREATE TABLE plain_pointers (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE pointers (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL
);
CREATE TABLE plain_closures (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE closures (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL
);
CREATE TABLE plain_pipes (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE pipes (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL
);
CREATE TABLE plain_pools (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE pools (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    password TEXT NOT NULL
);
CREATE TABLE plain_maps (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE maps (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    password TEXT NOT NULL
);
CREATE TABLE plain_batches (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE batches (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    password TEXT NOT NULL
);
CREATE TABLE plain_pieces (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE pieces (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL
);
CREATE TABLE plain_typed (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE typed (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL
);
CREATE TABLE plain_named (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE named (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    password TEXT NOT NULL
);
CREATE TABLE plain_wrapped (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    password TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE wrapped (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    password TEXT NOT NULL
);
CREATE TABLE plain_built (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE built (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL
);
CREATE TABLE plain_chained (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL --~ plaintext-column
);
CREATE TABLE chained (
    id BIGSERIAL PRIMARY KEY,
    owner TEXT NOT NULL,
    token TEXT NOT NULL
);

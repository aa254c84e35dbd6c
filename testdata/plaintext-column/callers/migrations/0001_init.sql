CREATE TABLE users (id BIGINT PRIMARY KEY, name TEXT, password TEXT NOT NULL);
CREATE TABLE members (id BIGINT PRIMARY KEY, name TEXT, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE guests (id BIGINT PRIMARY KEY, name TEXT, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE doctors (id BIGINT PRIMARY KEY, name TEXT, password TEXT NOT NULL);
CREATE TABLE drivers (id BIGINT PRIMARY KEY, name TEXT, password TEXT NOT NULL);
CREATE TABLE tokens (id BIGINT PRIMARY KEY, token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE links (id BIGINT PRIMARY KEY, checksum TEXT, link_token UUID); --~ plaintext-column

CREATE TABLE players (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE guests (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE viewers (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE editors (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE writers (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE drivers (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE links (id BIGINT PRIMARY KEY, user_id BIGINT, token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE doors (id BIGINT PRIMARY KEY, user_id BIGINT, token TEXT NOT NULL);
CREATE TABLE reporters (id BIGINT PRIMARY KEY, digest_of TEXT, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE clerks (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE agents (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE tellers (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);

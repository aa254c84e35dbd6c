CREATE TABLE clients (id BIGINT PRIMARY KEY, name TEXT, digest TEXT);
CREATE TABLE with_insert (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE with_other (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE with_inner (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE with_update (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);

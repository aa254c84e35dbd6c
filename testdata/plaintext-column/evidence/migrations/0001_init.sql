CREATE TABLE users (id bigserial PRIMARY KEY, email text NOT NULL, password text NOT NULL);
CREATE TABLE operators (id bigserial PRIMARY KEY, password text NOT NULL);
CREATE TABLE invitations (id bigserial PRIMARY KEY, token text NOT NULL);
CREATE TABLE refresh_tokens (id bigserial PRIMARY KEY, token text NOT NULL);
CREATE TABLE api_keys (id bigserial PRIMARY KEY, key text NOT NULL); --~ plaintext-column
CREATE TABLE pairings (id bigserial PRIMARY KEY, code varchar(8) NOT NULL, secret bytea NOT NULL); --~ plaintext-column plaintext-column
CREATE TABLE staff (id bigserial PRIMARY KEY, password text NOT NULL); --~ plaintext-column
CREATE TABLE patients (id bigserial PRIMARY KEY, password text NOT NULL); --~ plaintext-column

CREATE TABLE digest_of_chance (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE state_of_chance (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE digest_of_kept (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE state_of_kept (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE slow_hash_of_chance (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE called_a_hash (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE called_with_a_hash (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE called_by_unknown (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE called_by_none (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE handed_further (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column

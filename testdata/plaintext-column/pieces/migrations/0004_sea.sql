CREATE TABLE sea_inserted (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE sea_plain (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE sea_rows (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE sea_updated (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE sea_hashes (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE sea_other (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE sea_pairs (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE sea_many (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);

CREATE TABLE each_of_hashes (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE each_of_others (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE each_counted (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE pushed_hashes (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE pushed_mixture (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE spread (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE spread_by_column (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE spread_plain (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE rows_of_hashes (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE rows_of_others (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column

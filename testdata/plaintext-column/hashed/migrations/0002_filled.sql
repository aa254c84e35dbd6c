CREATE TABLE extended (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE extended_plain (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE concatenated (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE concatenated_plain (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE drawn_in_front (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE hashed_into (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE derived_into (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE hashed_beside (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE hashed_perhaps (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column

CREATE TABLE listed_slice (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE listed_other (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE listed_macro (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE listed_pushed (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE listed_perhaps (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE listed_whole (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE listed_returning (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);

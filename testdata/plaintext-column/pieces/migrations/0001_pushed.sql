CREATE TABLE pushed_set (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE pushed_beside (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE pushed_row (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE pushed_rows (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE pushed_plain_rows (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE pushed_list (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE pushed_perhaps (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE pushed_elsewhere (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL, digest TEXT); --~ plaintext-column
CREATE TABLE pushed_first (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE pushed_second (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);

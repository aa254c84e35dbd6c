CREATE TABLE in_a_file (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE in_a_file_plain (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE included (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE included_by_name (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);

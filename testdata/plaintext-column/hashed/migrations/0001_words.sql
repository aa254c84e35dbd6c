CREATE TABLE keyed (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE taken_from (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE blaked (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE made_by_hashers (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE made_up (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE guarded (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE unguarded (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE wrapped_by_kms (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE wrapped_lines (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE in_a_module (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE in_another_module (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column

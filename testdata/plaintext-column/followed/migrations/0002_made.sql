CREATE TABLE joined_text (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE joined_hashes (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE replaced (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE replaced_late (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE replaced_by_nothing (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE looked_at (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE sifted (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE revealed (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE key_for_hashing (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE kept_by_hash (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE kept_beside (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE in_a_map (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE taken_apart (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE early (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE logged (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE spelled_out (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE replaced_in (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE empty_first (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE filled_in (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE issued (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE second_half (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE behind_a_loop (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);

CREATE TABLE second_of_pair (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE first_of_pair (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE stored_of_minted (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE plain_of_minted (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE beside_a_nonce (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE beside_a_hash (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE of_its_type (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL);
CREATE TABLE of_another_type (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column

CREATE TABLE clients (id BIGINT PRIMARY KEY, api_token TEXT NOT NULL); --~ plaintext-column

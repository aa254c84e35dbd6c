CREATE TABLE web_sessions (session_key VARCHAR(40) PRIMARY KEY, session_data TEXT, expire_date TIMESTAMPTZ); --~ plaintext-column

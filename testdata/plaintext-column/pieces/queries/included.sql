-- One row.
INSERT INTO included (name, api_token) VALUES ($1, $2);

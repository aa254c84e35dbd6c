-- One row.
INSERT INTO in_a_file (name, api_token) VALUES ($1, $2);

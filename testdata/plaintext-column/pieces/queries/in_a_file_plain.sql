-- One row.
INSERT INTO in_a_file_plain (name, api_token) VALUES ($1, $2);

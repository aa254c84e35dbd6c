-- One row.
INSERT INTO included_by_name (name, api_token) VALUES ($1, $2);

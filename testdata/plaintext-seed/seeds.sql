CREATE TABLE users (id INT PRIMARY KEY, name TEXT, password_hash TEXT, is_admin BOOLEAN);
CREATE TABLE admins (id INT PRIMARY KEY, login TEXT, password VARCHAR(60));
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE smtp (id INT, host TEXT, smtp_password TEXT DEFAULT 'Winter-2024', port INT); --~ plaintext-column plaintext-seed
CREATE TABLE nas (id INT, shortname TEXT, secret TEXT DEFAULT ''); --~ plaintext-column

INSERT INTO admins (id, login, password) VALUES (1, 'root', 'Winter-2024'); --~ plaintext-seed
INSERT INTO admins VALUES (2, 'ops', 'Summer-2025'), (3, 'dev', 'Autumn-2025'); --~ plaintext-seed
INSERT INTO admins (login, password) VALUES ('b', '$2b$12$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuabcdefghijk');
INSERT INTO admins (login, password) VALUES ('c', NULL), ('d', ''), ('e', '*');
INSERT INTO admins (login, password) VALUES ('f', '{{ .AdminPassword }}');
INSERT INTO admins (login, password) VALUES ('g', crypt('x', gen_salt('bf')));
INSERT INTO admins (login, password) VALUES ('h', :'admin_password');
INSERT INTO users (name, password_hash) VALUES ('i', 'no-login');
INSERT INTO nas (shortname, secret) VALUES ('wifi', 'testing123'); --~ plaintext-seed
UPDATE nas SET secret = 'rotated-once' WHERE id = 1; --~ plaintext-seed
UPDATE nas SET secret = NULL WHERE id = 2;
UPDATE nas SET shortname = 'secret' WHERE id = 2;
ALTER TABLE nas ADD COLUMN api_token VARCHAR(64) DEFAULT 'letmein-please'; --~ plaintext-column plaintext-seed
INSERT INTO settings (key, value) VALUES ('theme', 'dark');
INSERT INTO settings (key, value) VALUES ('smtp_password', 'Spring-2024'); --~ plaintext-seed
INSERT INTO settings (key, value) VALUES ('password_min_length', '12'), ('token_ttl', '3600');
INSERT INTO settings (key, value) VALUES ('privacy_period_secs', '604800'), ('poll_timeout_sec', '3600');
INSERT INTO settings (key, value) VALUES ('deposit_token', 'USDC'), ('deposit_custom_tokens', 'SOL,USDC,EURC');
INSERT INTO settings (key, value) VALUES ('default_expiry_days_credential', '365');
INSERT INTO settings (key, value) VALUES ('webhook_secret', 'hunter2'); --~ plaintext-seed
INSERT INTO settings (key, value) VALUES ('api_tokens', 'first-one,other-one'); --~ plaintext-seed
INSERT INTO settings (key, value) VALUES ('admin_password', '123456'); --~ plaintext-seed
CREATE ROLE app LOGIN PASSWORD 'app-pass-1'; --~ plaintext-seed
CREATE USER 'reader'@'%' IDENTIFIED BY 'reader-pass'; --~ plaintext-seed
ALTER ROLE app WITH PASSWORD NULL;
CREATE USER app2 WITH PASSWORD :'pw';
ALTER USER deploy WITH PASSWORD '${DEPLOY_PASSWORD}';

COPY nas (id, shortname, secret) FROM stdin;
1	lab	\N
2	attic	shared-by-all
\.
--~^^ plaintext-seed
INSERT INTO users (name) VALUES ('password'), ('api_key');

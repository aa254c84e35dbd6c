CREATE TABLE players (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE guests (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE viewers (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE editors (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE writers (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE drivers (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE links (id BIGINT PRIMARY KEY, user_id BIGINT, token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE doors (id BIGINT PRIMARY KEY, user_id BIGINT, token TEXT NOT NULL);
CREATE TABLE reporters (id BIGINT PRIMARY KEY, digest_of TEXT, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE clerks (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE agents (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE tellers (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE pilots (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE nurses (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE bakers (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE tailors (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE masons (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE smiths (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE cooks (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE weavers (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE potters (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE coopers (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE rangers (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL); --~ plaintext-column
CREATE TABLE wardens (id BIGINT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE provider_keys (id BIGINT PRIMARY KEY, provider TEXT NOT NULL, key TEXT NOT NULL); --~ plaintext-column
CREATE TABLE upstream_keys (id BIGINT PRIMARY KEY, upstream TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE usages (id BIGINT PRIMARY KEY, provider_key TEXT NOT NULL, amount BIGINT NOT NULL);
CREATE TABLE shares (id BIGINT PRIMARY KEY, holder TEXT NOT NULL, secret TEXT NOT NULL);
CREATE TABLE hooks (id BIGINT PRIMARY KEY, url TEXT NOT NULL, secret TEXT NOT NULL);
CREATE TABLE relays (id BIGINT PRIMARY KEY, url TEXT NOT NULL, token TEXT NOT NULL);
CREATE TABLE probes (id BIGINT PRIMARY KEY, url TEXT NOT NULL, token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE badges (id BIGINT PRIMARY KEY, holder BIGINT, token TEXT NOT NULL);

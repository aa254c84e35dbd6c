-- migrate:up
CREATE TABLE customer_aud (id BIGINT NOT NULL, rev INTEGER NOT NULL, revtype SMALLINT, name VARCHAR(255), PRIMARY KEY (id, rev));
CREATE TABLE customers_list (id BIGINT PRIMARY KEY);

-- migrate:down
DROP TABLE customer_aud; --~ irreversible-audit
DROP TABLE customers_list;

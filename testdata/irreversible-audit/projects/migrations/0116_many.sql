-- migrate:up
CREATE TABLE data_access_log (id bigserial PRIMARY KEY, reader text, record_id bigint);
CREATE TABLE exports (id bigserial PRIMARY KEY);

-- migrate:down
DROP TABLE IF EXISTS exports, data_access_log RESTRICT; --~ irreversible-audit

-- migrate:up
CREATE TABLE seo_audits (id bigserial PRIMARY KEY, url text, score integer); CREATE TABLE stock_audits (id bigserial PRIMARY KEY, counted integer);

-- migrate:down
DROP TABLE stock_audits;
DROP TABLE seo_audits;

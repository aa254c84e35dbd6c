-- migrate:up
CREATE TABLE price_history (id bigserial PRIMARY KEY, price numeric, at timestamptz); CREATE TABLE job_history (id bigserial PRIMARY KEY, state text, finished_at timestamptz);
CREATE TABLE search_history (id bigserial PRIMARY KEY, user_id bigint, query text);

-- migrate:down
DROP TABLE price_history, job_history, search_history;

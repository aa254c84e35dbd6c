-- migrate:up
CREATE TABLE versions (id bigserial PRIMARY KEY, item_type varchar NOT NULL, item_id bigint NOT NULL, event varchar NOT NULL, whodunnit varchar, object text);

-- migrate:down
DROP TABLE versions; --~ irreversible-audit

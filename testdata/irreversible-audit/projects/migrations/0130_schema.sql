-- migrate:up
CREATE SCHEMA auditing; CREATE TABLE auditing.log (id bigserial PRIMARY KEY, who text);

-- migrate:down
DROP SCHEMA auditing CASCADE; --~ irreversible-audit

-- migrate:up
CREATE TABLE operator_log (id BIGSERIAL PRIMARY KEY, operator TEXT NOT NULL, action TEXT NOT NULL);

-- migrate:down
DROP TABLE IF EXISTS operator_log; --~ irreversible-audit

CREATE SCHEMA audit; CREATE TABLE audit.logged_actions (id BIGSERIAL PRIMARY KEY, query TEXT);

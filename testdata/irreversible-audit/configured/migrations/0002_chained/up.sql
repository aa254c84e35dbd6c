CREATE TABLE audit_default (id BIGINT, who TEXT, method TEXT, endpoint TEXT, prev_hash BYTEA);

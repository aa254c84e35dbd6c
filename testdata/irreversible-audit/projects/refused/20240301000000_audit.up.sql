CREATE TABLE transparency_log (id BIGSERIAL PRIMARY KEY, leaf BYTEA, actor TEXT);

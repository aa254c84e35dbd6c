CREATE TABLE security_events (id BIGSERIAL PRIMARY KEY, detail JSONB);

-- +migrate Up
CREATE TABLE break_glass_events (id BIGSERIAL PRIMARY KEY, reason TEXT NOT NULL);
CREATE TABLE audit_webhooks (id BIGSERIAL PRIMARY KEY, url TEXT NOT NULL);

-- +migrate Down
DROP TABLE audit_webhooks;
DROP TABLE break_glass_events; --~ irreversible-audit

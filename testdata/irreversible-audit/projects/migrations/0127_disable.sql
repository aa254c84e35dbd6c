-- migrate:up
ALTER TABLE audit_events ENABLE TRIGGER USER;

-- migrate:down
ALTER TABLE audit_events DISABLE TRIGGER USER; --~ irreversible-audit

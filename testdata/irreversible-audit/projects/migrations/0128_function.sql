-- migrate:up
CREATE FUNCTION audit_events_immutable() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'audit_events is immutable' USING ERRCODE = '55000'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER audit_events_immutable_trg BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION audit_events_immutable();

-- migrate:down
DROP TRIGGER audit_events_immutable_trg ON audit_events; --~ irreversible-audit
DROP FUNCTION audit_events_immutable();

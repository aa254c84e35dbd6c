-- migrate:up
DROP TRIGGER IF EXISTS audit_events_immutable_trg ON audit_events;
CREATE TRIGGER audit_events_immutable_trg BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION audit_events_immutable();

-- migrate:down
DROP TRIGGER IF EXISTS audit_events_immutable_trg ON audit_events;
CREATE TRIGGER audit_events_immutable_trg BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION audit_events_immutable();

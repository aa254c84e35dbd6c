CREATE TABLE audit_trail (id BIGSERIAL PRIMARY KEY, actor TEXT, action TEXT, prev_hash BYTEA, entry_hash BYTEA);
CREATE FUNCTION audit_trail_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append only'; END $$;
CREATE TRIGGER audit_trail_append_only BEFORE UPDATE OR DELETE ON audit_trail FOR EACH ROW EXECUTE FUNCTION audit_trail_guard();

-- migrate:up
CREATE FUNCTION hash_admin_audit() RETURNS trigger AS $$ BEGIN NEW.entry_hash := digest(NEW.verb || NEW.prev_hash, 'sha256'); RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER admin_audit_chain BEFORE INSERT ON admin_audit_log FOR EACH ROW EXECUTE FUNCTION hash_admin_audit();

-- migrate:down
DROP TRIGGER admin_audit_chain ON admin_audit_log; --~ irreversible-audit
DROP FUNCTION hash_admin_audit();

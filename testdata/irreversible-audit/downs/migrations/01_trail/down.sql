DROP TRIGGER IF EXISTS audit_trail_append_only ON audit_trail;
DROP FUNCTION IF EXISTS audit_trail_guard();
DROP INDEX IF EXISTS audit_trail_actor_idx;
DROP TABLE IF EXISTS users, audit_trail CASCADE; --~ irreversible-audit

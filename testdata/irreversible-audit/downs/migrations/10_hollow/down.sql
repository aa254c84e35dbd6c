CREATE OR REPLACE FUNCTION audit_trail_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; --~ irreversible-audit
ALTER TABLE audit_trail DROP COLUMN place;

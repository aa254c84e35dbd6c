-- Which tables a trail is kept of is a setting; what was kept is none.
CREATE TABLE audit.audited_tables (schema TEXT, table_name TEXT);
DELETE FROM audit.audited_tables WHERE table_name = 'drug';
CREATE TABLE audited_actions (actor TEXT, action TEXT, at TIMESTAMPTZ);
DELETE FROM audited_actions WHERE at < now(); --~ irreversible-audit

DROP TABLE audit_settings; DROP TABLE auditors; DROP INDEX IF EXISTS audit_events_actor; -- DROP TABLE audit_events;

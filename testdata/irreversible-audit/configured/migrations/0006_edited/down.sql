DROP TABLE audit_event_store;

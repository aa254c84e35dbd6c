CREATE TABLE audit_event_store (name TEXT, enabled BOOLEAN, created_at TIMESTAMPTZ, updated_at TIMESTAMPTZ);

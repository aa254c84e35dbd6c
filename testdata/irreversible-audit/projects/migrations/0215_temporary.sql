-- migrate:up
SELECT 1;

-- migrate:down
CREATE TEMP TABLE audit_events_copy AS SELECT id, actor FROM audit_events;
DROP TABLE audit_events_copy;

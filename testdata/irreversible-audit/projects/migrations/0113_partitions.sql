-- migrate:up
CREATE TABLE compliance_audit_log (id bigint, at timestamptz NOT NULL, actor text) PARTITION BY RANGE (at);
CREATE TABLE compliance_audit_log_2024_01 PARTITION OF compliance_audit_log FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE compliance_audit_log_y2024m02 PARTITION OF compliance_audit_log FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');

-- migrate:down
ALTER TABLE compliance_audit_log DETACH PARTITION compliance_audit_log_2024_01; --~ irreversible-audit
DROP TABLE compliance_audit_log_2024_01; --~ irreversible-audit
DROP TABLE compliance_audit_log_y2024m02; --~ irreversible-audit

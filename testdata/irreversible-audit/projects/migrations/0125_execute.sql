-- migrate:up
CREATE TABLE tenant_audit_log (id bigserial PRIMARY KEY, tenant uuid, actor text);

-- migrate:down
DO $$
BEGIN
    EXECUTE 'TRUNCATE TABLE tenant_audit_log'; --~ irreversible-audit
    EXECUTE format('DROP TABLE IF EXISTS %I.tenant_audit_log', 'app'); --~ irreversible-audit
END $$;

-- migrate:up
CREATE TABLE accounts (id bigserial PRIMARY KEY, balance numeric);
CREATE TABLE accounts_history (id bigserial PRIMARY KEY, account_id bigint, operation char(1) NOT NULL, changed_by text NOT NULL, changed_at timestamptz NOT NULL, row_data jsonb);
CREATE FUNCTION log_account_change() RETURNS trigger AS $$
BEGIN
    INSERT INTO accounts_history (account_id, operation, changed_by, changed_at, row_data)
    VALUES (OLD.id, left(TG_OP, 1), current_user, now(), to_jsonb(OLD));
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER accounts_history_trg AFTER UPDATE OR DELETE ON accounts FOR EACH ROW EXECUTE FUNCTION log_account_change();

-- migrate:down
DROP TRIGGER IF EXISTS accounts_history_trg ON accounts;
DROP FUNCTION IF EXISTS log_account_change();
DROP TABLE IF EXISTS accounts_history; --~ irreversible-audit

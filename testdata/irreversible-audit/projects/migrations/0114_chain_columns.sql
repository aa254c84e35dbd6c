-- migrate:up
CREATE TABLE ledger_entries (id bigserial PRIMARY KEY, actor text, event text, amount bigint);
ALTER TABLE ledger_entries ADD COLUMN prev_hash bytea, ADD COLUMN entry_hash bytea;

-- migrate:down
ALTER TABLE ledger_entries
    DROP COLUMN prev_hash, --~^ irreversible-audit
    DROP COLUMN entry_hash;

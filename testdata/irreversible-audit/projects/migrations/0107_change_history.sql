-- migrate:up
CREATE TABLE contract_change_history (id bigserial PRIMARY KEY, contract_id bigint, changed_by bigint, field text, old_value text, new_value text);

-- migrate:down
DROP TABLE contract_change_history; --~ irreversible-audit

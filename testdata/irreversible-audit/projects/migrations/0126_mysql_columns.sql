-- migrate:up
ALTER TABLE `audit_entries` ADD COLUMN `signature` varbinary(64), ADD COLUMN `chain_hash` binary(32);

-- migrate:down
ALTER TABLE `audit_entries` DROP `chain_hash`, DROP COLUMN `signature`; --~ irreversible-audit

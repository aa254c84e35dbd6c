-- migrate:up
CREATE TABLE `user_audit_trail` (`id` bigint, `at` date, `who` varchar(40)) PARTITION BY RANGE (YEAR(`at`)) (PARTITION p2023 VALUES LESS THAN (2024));

-- migrate:down
ALTER TABLE `user_audit_trail` DROP PARTITION p2023; --~ irreversible-audit

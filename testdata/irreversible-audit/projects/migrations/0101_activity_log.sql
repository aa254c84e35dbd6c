-- migrate:up
CREATE TABLE `activity_log` (`id` bigint unsigned NOT NULL AUTO_INCREMENT, `log_name` varchar(255), `causer_id` bigint unsigned, `event` varchar(255), `properties` json, PRIMARY KEY (`id`));

-- migrate:down
DROP TABLE IF EXISTS `activity_log`; --~ irreversible-audit

CREATE TABLE `access_log` (`id` BIGINT PRIMARY KEY, `checksum` CHAR(64));

ALTER TABLE `access_log` DROP `checksum`; --~ irreversible-audit
DROP TABLE IF EXISTS `access_log`; --~ irreversible-audit

-- migrate:up
CREATE TABLE `audit_entries` (`id` bigint PRIMARY KEY, `who` varchar(64), `what` text);
DELIMITER //
CREATE TRIGGER `audit_entries_bu` BEFORE UPDATE ON `audit_entries` FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'append only';
END//
DELIMITER ;

-- migrate:down
DROP TRIGGER IF EXISTS `audit_entries_bu`; --~ irreversible-audit

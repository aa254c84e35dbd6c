# --- !Ups
CREATE TABLE `key_access_audit` (`id` INT, `who` TEXT);

# --- !Downs
DROP TABLE `key_access_audit`; --~ irreversible-audit

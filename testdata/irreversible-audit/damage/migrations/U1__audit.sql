DROP TABLE `audit_trail`, other; --~ irreversible-audit

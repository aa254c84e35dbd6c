DROP TABLE member_actions; --~ irreversible-audit

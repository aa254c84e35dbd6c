DROP TABLE event_log; --~ irreversible-audit

DROP TABLE orders;
DROP TABLE app.settlements; --~ irreversible-audit
ALTER TABLE deeds DROP COLUMN seal; --~ irreversible-audit
DROP TABLE deeds; --~ irreversible-audit

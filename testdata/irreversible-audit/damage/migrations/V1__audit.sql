CREATE TABLE audit_trail (id BIGINT PRIMARY KEY, actor VARCHAR(64), action VARCHAR(64), row_hash CHAR(64));
CREATE TABLE history_log (id BIGINT PRIMARY KEY, actor_id BIGINT, action VARCHAR(64), entry_hash CHAR(64), prev_hash CHAR(64));

CREATE TABLE token_actions (id BIGINT, user_id BIGINT, token_id BIGINT, action TEXT, executed BOOLEAN);

CREATE TABLE member_actions (id BIGINT, user_id BIGINT, token_id BIGINT, action TEXT, at TIMESTAMPTZ);

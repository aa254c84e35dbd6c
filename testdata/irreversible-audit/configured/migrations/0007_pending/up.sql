CREATE TABLE pending_actions (id BIGINT, user_id BIGINT, api_token_id BIGINT, action TEXT, due DATE);

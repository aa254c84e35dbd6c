DROP TABLE token_actions;

-- migrate:up
CREATE TABLE moderation_log (id bigserial PRIMARY KEY, moderator_id bigint, action text);

-- migrate:down
DO $body$
BEGIN
    IF current_setting('app.env', true) <> 'production' THEN
        DROP TABLE moderation_log; --~ irreversible-audit
    END IF;
END
$body$;

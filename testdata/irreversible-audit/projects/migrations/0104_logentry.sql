-- migrate:up
CREATE TABLE "auditlog_logentry" ("id" bigserial PRIMARY KEY, "object_pk" varchar(255), "action" smallint, "changes" text, "actor_id" integer);

-- migrate:down
DROP TABLE "auditlog_logentry"; --~ irreversible-audit

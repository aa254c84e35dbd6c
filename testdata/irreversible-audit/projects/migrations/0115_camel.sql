-- migrate:up
CREATE TABLE "AuditLog" ("id" TEXT NOT NULL PRIMARY KEY, "userId" TEXT, "action" TEXT NOT NULL, "rowHash" TEXT);

-- migrate:down
ALTER TABLE "AuditLog" DROP COLUMN "rowHash"; --~ irreversible-audit
DROP TABLE "AuditLog"; --~ irreversible-audit

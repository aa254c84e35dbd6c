-- migrate:up
CREATE TABLE "settings_audit" ("id" INTEGER PRIMARY KEY AUTOINCREMENT, "key" TEXT, "changed_by" TEXT, "checksum" TEXT NOT NULL);

-- migrate:down
CREATE TABLE "settings_audit_old" ("id" INTEGER PRIMARY KEY AUTOINCREMENT, "key" TEXT, "changed_by" TEXT);
INSERT INTO "settings_audit_old" SELECT "id", "key", "changed_by" FROM "settings_audit";
DROP TABLE "settings_audit"; --~ irreversible-audit
ALTER TABLE "settings_audit_old" RENAME TO "settings_audit";

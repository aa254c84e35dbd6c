ALTER TABLE IF EXISTS audit_trail
    DROP COLUMN IF EXISTS row_hash, --~^ irreversible-audit
    DROP COLUMN IF EXISTS note;

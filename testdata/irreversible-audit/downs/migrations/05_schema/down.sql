DROP SCHEMA IF EXISTS audit CASCADE; --~ irreversible-audit

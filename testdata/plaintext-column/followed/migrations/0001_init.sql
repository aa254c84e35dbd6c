CREATE TABLE opened (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE looked_up (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE fetched (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE filtered (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE branched (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE matched (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE branched_hashes (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE leaving_branch (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE blocks (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE mapped (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE threaded (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE spelled (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE mixed (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE errs (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE masked (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE set_anew (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE inner_block (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE inner_closure (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE looped (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE arms (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE shadowed_by_a_hash (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE drawn_then_hashed (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE else_leaves (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE lowered (id BIGINT PRIMARY KEY, email_hash TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE lowered_first (id BIGINT PRIMARY KEY, note TEXT, api_token TEXT NOT NULL);
CREATE TABLE coalesced (id BIGINT PRIMARY KEY, email_hash TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE coalesced_hash (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE upserted (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE second_rows (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE selected (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE set_list (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE other_tables_where (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE commented (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE at_values (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL, note TEXT); --~ plaintext-column
CREATE TABLE named_tuples (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE in_macros (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE put_into_text (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE prepared (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE bound_later (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE said_by_type (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE kept_by_type (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE inserted (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE turned (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE minted (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE perhaps_shaped (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE packed (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE own_encode (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE tried (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE sessions (id BIGINT PRIMARY KEY, client_id BIGINT, name TEXT);
CREATE TABLE first_of_both (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE second_of_both (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE relayed (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE stamped (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL);
CREATE TABLE marked (id BIGINT PRIMARY KEY, name TEXT, api_token TEXT NOT NULL); --~ plaintext-column

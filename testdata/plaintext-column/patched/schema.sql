-- A part of what arrived, in a variable of its own where the statement is put together.
CREATE TABLE patched_users (id BIGINT, password TEXT); --~ plaintext-column
CREATE TABLE hidden_users (id BIGINT, password TEXT);
CREATE TABLE taken_users (id BIGINT, password TEXT); --~ plaintext-column
CREATE TABLE split_users (id BIGINT, password TEXT); --~ plaintext-column
CREATE TABLE sealed_users (id BIGINT, password TEXT);
-- Columns that stand without their table, which the call around them names.
CREATE TABLE listed_users (id BIGINT, password VARCHAR(64)); --~ plaintext-column
CREATE TABLE changed_users (id BIGINT, password VARCHAR(64)); --~ plaintext-column
CREATE TABLE spread_users (id BIGINT, password VARCHAR(64));
-- Rows that a statement has of its own.
CREATE TABLE reset_users (id BIGINT, password TEXT); --~ plaintext-column
CREATE TABLE rehashed_users (id BIGINT, password TEXT);
-- What is prepared by the name of a constant.
CREATE TABLE opened_hooks (url TEXT, secret TEXT); --~ plaintext-column
CREATE TABLE closed_hooks (url TEXT, secret TEXT);
-- What a row gives by the name of its column.
CREATE TABLE compared_users (id BIGINT, compared_password TEXT); --~ plaintext-column
CREATE TABLE verified_users (id BIGINT, verified_password TEXT);
-- What a program asks for.
CREATE TABLE asked_admins (name TEXT, password TEXT); --~ plaintext-column
CREATE TABLE seeded_admins (name TEXT, password TEXT); --~ plaintext-column
CREATE TABLE derived_admins (name TEXT, password TEXT); --~ plaintext-column@warn
-- What a text is put together of.
CREATE TABLE spelled_users (id BIGINT, password TEXT); --~ plaintext-column
CREATE TABLE spelled_hooks (url TEXT, secret TEXT);
-- A row that is made of what arrived, in a function of its own.
CREATE TABLE made_users (id BIGINT, password TEXT); --~ plaintext-column
CREATE TABLE kept_users (id BIGINT, password TEXT);
-- A row without names, in the order of the table.
CREATE TABLE placed_users (id BIGINT, name TEXT, password TEXT); --~ plaintext-column
CREATE TABLE placed_hooks (url TEXT, secret TEXT);
-- A folder, out of a variable that is called as a password is; and who signs in there.
CREATE TABLE build_workers (id BIGINT, current_pwd TEXT, command TEXT);
CREATE TABLE remote_workers (id BIGINT, username TEXT, current_pwd TEXT); --~ plaintext-column

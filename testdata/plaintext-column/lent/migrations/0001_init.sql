-- What a list of arguments holds at a place, code settles only as far as it shows who adds to the list.
CREATE TABLE lent (id INTEGER, token TEXT NOT NULL, digest TEXT NOT NULL); --~ plaintext-column
CREATE TABLE moved (id INTEGER, token TEXT NOT NULL, digest TEXT NOT NULL); --~ plaintext-column
CREATE TABLE branched (id INTEGER, token TEXT NOT NULL, digest TEXT NOT NULL); --~ plaintext-column
CREATE TABLE called (id INTEGER, token TEXT NOT NULL, digest TEXT NOT NULL); --~ plaintext-column
CREATE TABLE mixed (id INTEGER, digest TEXT NOT NULL, token TEXT NOT NULL); --~ plaintext-column
CREATE TABLE collected (id INTEGER, token TEXT NOT NULL, note TEXT);
CREATE TABLE behind (id INTEGER, token TEXT NOT NULL, note TEXT);
CREATE TABLE looked_at (id INTEGER, token TEXT NOT NULL, note TEXT);
CREATE TABLE qualified (id INTEGER, token TEXT NOT NULL);
CREATE TABLE named (id INTEGER, token TEXT NOT NULL);

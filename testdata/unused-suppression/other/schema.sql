-- secret-guard: allow(stale-sanction) -- nothing below --~ unused-suppression
CREATE TABLE t (
  note text DEFAULT '-- secret-guard: allow(stale-sanction) -- in a string',
  id int -- secret-guard: allow(stale-sanction) -- at the end --~ unused-suppression
);

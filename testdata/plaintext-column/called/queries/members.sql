--! insert_plain
INSERT INTO plain_named (owner, password) VALUES (:owner, :password);

--! insert_named
INSERT INTO named (owner, password) VALUES (:owner, :password);

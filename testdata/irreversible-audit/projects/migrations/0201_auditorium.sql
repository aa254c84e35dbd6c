-- migrate:up
CREATE TABLE auditoriums (id bigserial PRIMARY KEY, seats integer); CREATE TABLE auditorium_events (id bigserial PRIMARY KEY, title text);
CREATE TABLE auditions (id bigserial PRIMARY KEY, actor text, role text);

-- migrate:down
DROP TABLE auditorium_events;
DROP TABLE auditoriums;
DROP TABLE auditions;

-- migrate:up
-- A colleague's number is refused when it is chosen. Whoever chooses one number after the other must not find it so.
insert into security.limits (act, per, burst, refill_ms, least_burst, most_refill_ms, meaning) values
  ('crew_number', 'sim', 5, 720000, 3, 3600000, 'Numbers that a crew member chooses by their own phone');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.

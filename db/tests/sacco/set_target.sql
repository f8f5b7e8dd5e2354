begin; select plan(5);
\ir ../fixtures/sacco.psql
create function pg_temp.set_target(p_who text, p_plate text, p_target text default '4500') returns text language
  sql as $$
  select sacco.set_target(p_session => sha256(p_who::bytea), p_plate => p_plate, p_target => p_target) ->> 'outcome' $$;
select is(pg_temp.set_target(t.who, t.plate, t.target), t.outcome, t.sentence) from (values
  ('treasurer', 'kzz 001a', '4500', 'target_set', 'a SACCO sets the target of its vehicle'),
  ('admin', 'KZZ 001A', 'nyingi', 'target_wrong', 'words are no target'),
  ('foreign admin', 'KZZ 001A', '9', 'absent', 'another SACCO''s vehicle is absent'),
  ('owner', 'KZZ 001A', '9', 'absent', 'an owner has other pages')) as t(who, plate, target, outcome, sentence);
select is((select string_agg(coalesce(target_cents::text, 'none'), ' ' order by plate) from fleet.vehicles),
  '450000 none none', 'one vehicle has a target');
select finish(); rollback;

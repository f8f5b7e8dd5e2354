begin; select plan(6);
\ir ../fixtures/sacco.psql
create function pg_temp.set_target(p_who text, p_plate text, p_target text default '4500') returns text language
  sql as $$ select owners.set_target(p_session => sha256(p_who::bytea), p_plate => p_plate, p_target => p_target)
    ->> 'outcome' $$;
select is(pg_temp.set_target(t.who, t.plate, t.target), t.outcome, t.sentence) from (values
  ('owner', 'kzz 001a', '4500', 'target_set', 'an owner sets the target of their vehicle'),
  ('owner', 'KZZ 001A', 'nyingi', 'target_wrong', 'words are no target'),
  ('stranger', 'KZZ 001A', '9', 'absent', 'another owner''s vehicle is absent'),
  ('admin', 'KZZ 001A', '9', 'absent', 'a SACCO has other pages')) as t(who, plate, target, outcome, sentence);
select is((select target_cents from fleet.vehicles where vehicle_id = :vehicle_id), 450000::bigint, 'it is stored');
select fleet.transfer_vehicle(:vehicle_id, :stranger_id, clock_timestamp(), 'test') \g /dev/null
select is(pg_temp.set_target('owner', 'KZZ 001A', '5000'), 'absent', 'a seller sets no more targets');
select finish(); rollback;

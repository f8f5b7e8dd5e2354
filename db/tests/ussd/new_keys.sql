begin;
\ir ../fixtures/menu.psql
select plan(19);
create function pg_temp.keys(p_before text, p_input text, p_mode text default 'cumulative',
  p_after interval default '5 seconds') returns text[] language plpgsql as $$
declare v ussd.ussd_sessions := pg_temp.on_screen('start');
begin
  v.input := coalesce(p_before, ''); v.reply := case when p_before is null then null else 'CON' end;
  return ussd.new_keys(p_session => v, p_input => p_input, p_input_mode => p_mode, p_at => now() + p_after);
end $$;
select is(pg_temp.keys(null, ''), '{}', 'a plain dial');
select is(pg_temp.keys(null, '4628*60'), '{4628,60}', 'a dial with its path');
select is(pg_temp.keys(null, '*1'), '{"",1}', 'a hole in the path is seen');
select is(pg_temp.keys('', '4628'), '{4628}', 'the first answer');
select is(pg_temp.keys('4628', '4628*2'), '{2}', 'one more');
select is(pg_temp.keys('4628', '4628*2*1'), '{2,1}', 'two more');
select is(pg_temp.keys('4628', '4628*'), '{""}', 'an empty answer');
select is(pg_temp.keys('4628', '4628* 2# '), '{2}', 'spaces and a hash around it don''t count');
select is(pg_temp.keys('4628', '4628'), null, 'the same turn again');
select is(pg_temp.keys('', ''), null, 'the same dial again');
select is(pg_temp.keys('4628*2', '4628'), null, 'an older turn, late');
select is(pg_temp.keys('4628', '46280'), null, 'longer, but not its continuation');
select is(pg_temp.keys('4628', '1*1'), null, 'another path within one session');
select is(pg_temp.keys('4628', '2', 'last_key'), '{2}', 'a gateway that sends the last answer only');
select is(pg_temp.keys('4628*2', '2', 'last_key', '1 second'), null,
  'the same answer within two seconds is the same turn');
select is(pg_temp.keys('4628*2', '2', 'last_key', '3 seconds'), '{2}', 'later it is the next screen''s');
select is(pg_temp.keys('4628*12', '2', 'last_key', '1 second'), '{2}', 'the end of an answer is not that answer');
select is(pg_temp.keys('4628', '', 'last_key'), '{""}', 'an empty answer');
select is(pg_temp.keys(null, '4628*60', 'last_key'), '{4628,60}', 'its first turn may bring a path too');
select finish();
rollback;

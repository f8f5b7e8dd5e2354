begin; select plan(8);
\ir ../fixtures/conductor.psql
select pg_temp.join_trip(), pg_temp.grace() \g /dev/null
create temporary table held (s ussd.ussd_sessions);
create function pg_temp.press(p_key text) returns text language plpgsql as $$
declare v ussd.ussd_sessions := (select s from held);
begin
  v.context := v.context - 'hint';
  v := ussd.press(p_session => v, p_key => p_key, p_pin => null, p_at => now());
  update held set s = v;
  return concat_ws(' ', v.state, v.context ->> 'last3', v.context ->> 'hint');
end $$;
insert into held select pg_temp.crew_screen('crew_money');
select is(pg_temp.press('3'), 'crew_promise', 'a promise');
select matches(pg_temp.press('1234'), 'Si sahihi', 'three digits');
select is(pg_temp.press('126'), 'crew_promise 126', 'then the amount');
select matches(pg_temp.press('1'), 'Si sahihi', 'which is a fare');
select is(pg_temp.press('80'), 'crew_money 126 Ahadi ya ..126 KES 80 imeandikwa.', 'it is written down');
select is((select string_agg(last3 || '/' || cents || '/' || state, ' ') from fares.promises), '126/8000/open', 'once');
select pg_temp.press('3'), pg_temp.press('904') \g /dev/null
update fares.grace_periods set ended_at = now();
select matches(pg_temp.press('80'), '^crew_money 904 M-Pesa inafanya kazi', 'M-Pesa works again meanwhile');
select matches(pg_temp.press('3'), 'Si sahihi', 'then there are no promises');
select finish(); rollback;

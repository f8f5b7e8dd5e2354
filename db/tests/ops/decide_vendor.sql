begin; select plan(7);
\ir ../fixtures/vendors.psql
select payouts.propose_vendor(pg_temp.id('finance'), 'fuel', 'Yaya Fuel', 'till', '654321', null, null, null, null,
  null), payouts.propose_vendor(pg_temp.id('ops'), 'fuel', 'Kongo Fuel', 'till', '654322', null, null, null, null,
  null) \g /dev/null
create function pg_temp.decide_vendor(p_session text, p_name text, p_decision text default 'approved') returns text
  language sql as $$
  select ops.decide_vendor(sha256(p_session::bytea), (select vendor_id::text from payouts.vendors where name = p_name),
    p_decision) ->> 'outcome' $$;
select throws_ok($$ select pg_temp.decide_vendor('finance', 'Kongo Fuel', 'removed') $$, 'LFV98', null, 'two words');
select is(array[pg_temp.decide_vendor('ops', 'Kongo Fuel'), pg_temp.decide_vendor('owner', 'Kongo Fuel'),
  pg_temp.decide_vendor('finance', 'No Fuel')], array['absent', 'absent', 'absent'], 'finance decides');
select is(pg_temp.decide_vendor('finance', 'Yaya Fuel'), 'same_person', 'never its maker');
select is((select count(distinct subject)::int from audit.changes
  where subject like 'payouts.vendors:%' and action = 'refused'), 2,
  'what was refused is in the audit log');
select is(pg_temp.decide_vendor('finance', 'Kongo Fuel'), 'approved', 'a second person approves');
select is(pg_temp.decide_vendor('finance', 'Kongo Fuel', 'declined'), 'approved', 'a decision stays');
update accounts.sessions set proved_at = clock_timestamp() - interval '1 day';
select throws_ok($$ select pg_temp.decide_vendor('finance', 'Kongo Fuel') $$, 'LFA86', null,
  'it needs a fresh second factor');
select * from finish(); rollback;

begin; select plan(6);
\ir ../fixtures/vendors.psql
select payouts.propose_vendor(pg_temp.id('ops'), 'fuel', 'Kongo Fuel', 'till', '654322', null, null, null, null,
  null) \g /dev/null
create function pg_temp.remove(p_session text, p_name text, p_reason text default 'kituo kimefungwa kabisa')
  returns text language sql as $$
  select ops.remove_vendor(sha256(p_session::bytea), (select vendor_id::text from payouts.vendors where name = p_name),
    p_reason) ->> 'outcome' $$;
select is(array[pg_temp.remove('owner', 'Kongo Fuel'), pg_temp.remove('ops', 'No Fuel')], array['absent', 'absent'],
  'staff remove what exists');
select is(array[pg_temp.remove('ops2', 'Kongo Fuel'), pg_temp.remove('ops', 'Kongo Fuel')],
  array['not_maker', 'withdrawn'], 'who registered it withdraws it');
select is(pg_temp.remove('finance', 'Kencom Fuel', ''), 'no_reason', 'removing needs a reason');
select is(pg_temp.remove('finance', 'Kencom Fuel'), 'removed', 'one of us removes it at once');
select is(pg_temp.planned(:station, '1000'), 'vendor_wrong', 'then nothing is paid to it');
update accounts.sessions set proved_at = clock_timestamp() - interval '1 day';
select throws_ok($$ select pg_temp.remove('ops', 'Fundi Mzuri') $$, 'LFA86', null, 'it needs a fresh second factor');
select * from finish(); rollback;

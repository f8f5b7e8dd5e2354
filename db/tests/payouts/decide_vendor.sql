begin; select plan(12);
\ir ../fixtures/vendors.psql
select payouts.propose_vendor(pg_temp.id('ops'), 'fuel', 'Yaya Fuel', 'till', '654321', null, null, null, null,
  null) \g /dev/null
select max(vendor_id) as newest from payouts.vendors \gset
create function pg_temp.decide_vendor(p_by text, p_vendor bigint, p_decision text, p_reason text default null)
  returns text language sql as $$ select payouts.decide_vendor(pg_temp.id(p_by), p_vendor, p_decision, p_reason) $$;
select throws_ok($$ select pg_temp.decide_vendor('finance', 1, 'perhaps') $$, 'LFV98', null, 'no other word');
select is(pg_temp.decide_vendor('finance', 0, 'approved'), 'gone', 'there is no such vendor');
select is(pg_temp.decide_vendor('ops', :newest, 'approved'), 'same_person', 'the maker does not approve');
select is(pg_temp.planned(:newest, '1000'), 'vendor_wrong', 'nothing can be paid to it meanwhile');
select is(pg_temp.decide_vendor('ops2', :newest, 'withdrawn'), 'not_maker', 'only the maker withdraws');
select is(pg_temp.decide_vendor('finance', :newest, 'removed', 'alifunga kituo'), 'proposed',
  'what waits is not removed');
select is(pg_temp.decide_vendor('finance', :newest, 'approved'), 'approved', 'a second person approves');
select is(pg_temp.planned(:newest, '1000'), 'fits', 'then it can be paid');
select is(pg_temp.decide_vendor('finance', :newest, 'declined'), 'approved', 'a decision stays');
select is(pg_temp.decide_vendor('ops2', :newest, 'removed', 'x'), 'no_reason', 'removing needs a reason');
select is(array[pg_temp.decide_vendor('ops2', :newest, 'removed', 'kituo kimefungwa kabisa'),
  pg_temp.planned(:newest, '1000')], array['removed', 'vendor_wrong'], 'one person removes it, at once');
select throws_ok(format($$ update payouts.vendors set state = 'approved', decided_by = made_by, removed_by = null,
  removed_at = null, removed_reason = null where vendor_id = %s $$, :newest), '23514', null,
  'the maker is not the checker, even by hand');
select * from finish(); rollback;

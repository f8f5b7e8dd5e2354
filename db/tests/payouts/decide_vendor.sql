begin; select plan(16);
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
-- What was asked for before it was removed comes back, unless a worker has it already.
update config.settings set value = '150000' where setting = 'payout_alone_cents';
select pg_temp.send(60000, 'Kencom Fuel, till 123456'), pg_temp.pay(:station, '600') \g /dev/null
update messaging.outbox set state = 'leased', lease_until = now() + interval '1 minute' where topic = 'payout';
select pg_temp.send(50000, 'Kencom Fuel, till 123456'), pg_temp.pay(:station, '500') \g /dev/null
update config.settings set value = '20000' where setting = 'payout_alone_cents';
select pg_temp.send(40000, 'Kencom Fuel, till 123456'), pg_temp.pay(:station, '400') \g /dev/null
select pg_temp.send(30000, 'Fundi Mzuri, 247247 ..4321'), pg_temp.pay(:garage, '300') \g /dev/null
select is((select string_agg(state, ' ' order by payout_id) from payouts.payouts), 'queued queued requested requested',
  'at the worker, ready, two wait for a second person');
select is(pg_temp.decide_vendor('ops2', :station, 'removed', 'till ya mtu mwingine kabisa'), 'removed', 'removed');
select is((select string_agg(state, ' ' order by payout_id) from payouts.payouts),
  'queued cancelled cancelled requested', 'nothing more is paid to it');
select is(pg_temp.faults(), null, 'the ledger is whole');
select * from finish(); rollback;

begin; select plan(20);
\ir ../fixtures/payouts.psql
create function pg_temp.plan(p_amount text, p_to text default 'own', p_purposes text[] default '{}') returns text
language sql as $$
  select concat_ws(' ', p.outcome, (p.payout).amount_cents, (p.payout).fee_cents, p.rule)
    from payouts.plan(pg_temp.id('owner'), sha256('owner'), 'owner',
      (select owner_id from fleet.owners where name = 'Mama Njeri'), p_purposes, p_amount, p_to) p $$;
select is(pg_temp.plan(' 1,000 '), 'fits 100000 500', 'as people type it');
select is(pg_temp.plan(''), 'fits 351900 900', 'all there is, less the fee, in whole shillings');
select is(pg_temp.plan('', 'own', '{maintenance}'), 'fits 21500 500', 'all of one pot');
select is(pg_temp.plan('10.50'), 'amount_wrong 1050 0', 'whole shillings only');
select is(pg_temp.plan('10,50'), 'amount_wrong', 'a decimal comma is no 1,050');
select is(pg_temp.plan(','), 'amount_wrong', 'and a comma is not all there is');
select is(pg_temp.plan('١٠٠'), 'amount_wrong', 'no other digits');
select is(pg_temp.plan('-5'), 'amount_wrong', 'no nonsense');
select is(pg_temp.plan('9'), 'too_little 900 0', 'too little');
select is(pg_temp.plan('3528'), 'not_enough 352800 900', 'the fee comes on top');
select is(pg_temp.plan('250001'), 'too_much 25000100 destination_hour', 'more than the operator sends');
select is(pg_temp.plan('500', '0'), 'destination_wrong', 'no such destination');
select is(pg_temp.plan('500', null), 'destination_wrong', 'none');
select is(pg_temp.plan('500', 'own', '{crew}'), 'not_enough 50000 500', 'not the crew''s part');
update config.settings set value = '100000' where setting = 'payout_cap_new_device_cents';
select is(pg_temp.plan('1500'), 'over_cap 150000 500', 'the cap of a new device');
update config.settings set value = '1000000' where setting = 'payout_cap_new_device_cents';
update payouts.velocity_limits set most_count = 1 where rule = 'sim_hour';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
select is(pg_temp.plan('500'), 'already_pending 50000 500 sim_hour', 'the same one waits');
select is(pg_temp.plan('501'), 'too_fast 50100 500 sim_hour', 'another one breaks a rule');
update payouts.velocity_limits set most_count = 5 where rule = 'sim_hour';
update config.settings set value = '60000' where setting = 'payout_alone_day_cents';
select ok((select (payout).needs_approval from payouts.plan(pg_temp.id('owner'), sha256('owner'), 'owner', :owner_id,
  '{}', '200', 'own')), 'a second person, for what is much in a day together');
-- What vendors got counts as well, as withdrawals count for payments to vendors.
select payouts.cancel(p.requested_by, p.payout_id), payouts.stop_unsent(p.payout_id, 'test') from payouts.payouts p
  \g /dev/null
select payouts.open(p_sub_wallet_ids => array[:fuel], p_cents => array[50500], p_payout => jsonb_populate_record(
  null::payouts.payouts, jsonb_build_object('kind', 'vendor', 'party_kind', 'owner', 'party_id', :owner_id, 'channel',
    'till', 'short_code', '123456', 'tail', '3456', 'amount_cents', 50000, 'fee_cents', 500, 'currency', 'KES',
    'requested_by', pg_temp.id('owner'), 'needs_approval', false))) \g /dev/null
select is(array(select (n.payout).needs_approval from unnest('{100,101}'::text[]) a cross join lateral payouts.plan(
  pg_temp.id('owner'), sha256('owner'), 'owner', :owner_id, '{}', a, 'own') n), '{f,t}', 'with what vendors got');
insert into payouts.freezes (user_id) values (pg_temp.id('owner'));
select is(pg_temp.plan('501'), 'frozen 50100 500', 'ZUIA');
select finish(); rollback;

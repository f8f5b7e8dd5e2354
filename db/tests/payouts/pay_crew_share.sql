begin; select plan(10);
\ir ../fixtures/vouchers.psql
-- A rule with a share for the crew.
select fares.set_split_rule(p_vehicle_id => :vehicle_id, p_effective_from => now(), p_commission_bps => 0,
  p_commission_fixed_cents => 0, p_purposes => array['crew', 'profit'], p_shares_bps => array[5000, 5000],
  p_home_purpose => 'profit', p_made_by => 'test') as crew_rule \gset
select r.sub_wallet_ids[1] as crew from fares.split_rules r where r.split_rule_id = :crew_rule \gset
create function pg_temp.share(p_vehicle bigint) returns text language sql as $$
  select payouts.pay_crew_share(p_vehicle, pg_temp.id('driver')) $$;
select pg_temp.post_fare('QCREW00001', :crew_rule, 90000, now()) \g /dev/null
select is(pg_temp.share(:vehicle_id), 'off', 'unless the owner wants it, the pot stays');
insert into payouts.crew_rules (vehicle_id, owner_id, pays_share, set_by)
values (:vehicle_id, :stranger_id, true, pg_temp.id('owner'));
select is(pg_temp.share(:vehicle_id), 'off', 'a rule of an earlier owner does not count');
update payouts.crew_rules set owner_id = :owner_id;
select is(pg_temp.share(:vehicle_id), 'paid', 'the pot is paid out');
select results_eq('select kind, party_kind, party_id, amount_cents, fee_cents, tail, state from payouts.payouts',
  format($$ values ('crew_share', 'user', %s::bigint, 44500::bigint, 500::bigint, '126', 'queued') $$,
    pg_temp.id('driver')), 'to who opened the trip, fee included');
select is(pg_temp.balance(:crew), 0::bigint, 'nothing is left');
select is(pg_temp.notified('crew_share/%'), array[pg_temp.id('driver')], 'and they are told');
select pg_temp.post_fare('QCREW00002', :crew_rule, 1800, now()) \g /dev/null
select is(pg_temp.share(:vehicle_id), 'too_little', 'what is too little waits for the next close');
select pg_temp.post_fare('QCREW00003', :crew_rule, 90000, now()) \g /dev/null
update payouts.velocity_limits set most_count = 1 where rule = 'person_hour';
select is(pg_temp.share(:vehicle_id), 'too_fast', 'so does what is over a limit');
insert into payouts.freezes (user_id) values (pg_temp.id('driver'));
select is(pg_temp.share(:vehicle_id), 'frozen', 'and what is frozen');
select is(pg_temp.faults(), null, 'the ledger is whole');
select * from finish(); rollback;

-- Scenario 11: 95 points, a fare of 60 under a daily cap of 50: 50 by points, 10 by prompt.
begin; select plan(20);
\ir ../fixtures/credit.psql
select loyalty.sub_wallet('loyalty', :sacco_id, 'KES') as points_wallet \gset
select pg_temp.move('set aside', :trust, :points_wallet, 100000) \g /dev/null
create function pg_temp.points() returns bigint language sql as $$
  select loyalty.balance(loyalty.account_of(sha256('sim'))) $$;
insert into loyalty.loyalty_accounts (phone_hash) values (sha256('sim'));
insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, cents, receipt, sacco_id, business_on,
  earned_at)
  values (loyalty.account_of(sha256('sim')), 'award', 95, 95000, 'EARNED0001', :sacco_id, current_date - 1,
    now() - interval '1 day');
create function pg_temp.usable(p_cents bigint) returns text language sql as $$
  select concat_ws(' ', points, cents) from ussd.usable_points(sha256('sim'), (select vehicle_id from fleet.vehicles),
    p_cents, now()) $$;
select is(pg_temp.usable(6000), '50 5000', '50 of 95 points');
select is(pg_temp.usable(4000), '40 4000', 'never more than the fare');
select is(pg_temp.usable(5050), '49 4900', 'a prompt asks for a shilling at least');
select matches(ussd.screen_confirm(pg_temp.on_confirm(), now()), E'\n4 Tumia pointi 50\n0 Rudi$',
  'the screen offers it');
savepoint before;
select is((ussd.answer_confirm(pg_temp.on_confirm(), '4', now())).context ->> 'last_words',
  pg_temp.text('ussd_enter_pin', '400222', '4628', null, pg_temp.text('ussd_points_and_rest', '50', '10')),
  'key 4: 50 by points, 10 by M-Pesa');
select pg_temp.newest_ref() as ref \gset
select is((select row(amount_cents, credit_cents)::text from mobile_money.payment_intents), '(1000,5000)',
  'it asks for 10');
select is(pg_temp.points(), 45::bigint, '45 points are left');
select is(pg_temp.opens('points', 7000), 'nothing 0', 'no more today');
select is(pg_temp.opens('credit', 7000), 'nothing 0', 'nor is it credit for another fare');
savepoint asked;
select pg_temp.confirm(pg_temp.incoming('USP0000001', '10.00', pg_temp.account_of(:'ref'))) \g /dev/null
select is((select amount_cents from fares.fares), 6000::bigint, 'the vehicle has its whole fare');
select is(pg_temp.points(), 46::bigint, 'and the passenger a point for the 10');
select is(pg_temp.faults(), null, 'the ledger holds');
rollback to asked;
select mobile_money.finish_intent(:'ref', '1032', now()) \g /dev/null
select is(pg_temp.points(), 95::bigint, 'a prompt that fails gives the points back');
select is(pg_temp.available(), 0::bigint, 'and leaves no credit');
select pg_temp.confirm(pg_temp.incoming('USP0000002', '10.00', pg_temp.account_of(:'ref'))) \g /dev/null
select is((select row(f.amount_cents, s.due_cents)::text from fares.fares f join fares.shortfalls s using (receipt)),
  '(1000,5000)', 'money that comes all the same is a fare of 10, of which 50 lack');
select is(pg_temp.faults(), null, 'the ledger holds');
rollback to before;
-- Wholly.
select is((ussd.answer_confirm(pg_temp.on_confirm(4000), '4', now())).context ->> 'last_words'
  ~ '^Umelipa KES 40 kwa pointi zako\. Gari 4628', true, 'points pay a fare of 40 at once');
select is(pg_temp.points(), 55::bigint, 'without a point for it');
-- The programme's points of the day end while the screen is shown.
update config.settings set value = '41' where setting = 'loyalty_programme_points';
select is(pg_temp.usable(6000), '1 100', 'one is left for all passengers');
select is(pg_temp.faults(), null, 'the ledger holds');
select * from finish(); rollback;

-- Points become credit, within the limits of the passenger, the programme and what is set aside.
begin; select plan(20);
\ir ../fixtures/loyalty.psql
select is(pg_temp.redeem('r0', 10) ->> 'outcome', 'no_points', 'who never earned has none');
select pg_temp.earn(95) \g /dev/null
select is(pg_temp.redeem('r1', 60), '{"outcome": "passenger_limit", "points": 0, "cents": 0, "usable": 50}',
  '60 under a limit of 50: nothing happens');
select is(pg_temp.redeem('r1', 30) - 'journal_id', '{"outcome": "redeemed", "points": 30, "cents": 3000}', '30 points');
select is(pg_temp.accounts(), 'credit 3000, loyalty 97000, trust -100000', 'the money is the passenger''s credit');
select is((select sum(cents)::bigint from fares.credit_movements where phone_hash = sha256('payer')), 3000::bigint,
  'of this passenger');
select is((select (t.kind, t.points, t.cents, t.payment_ref, t.journal_id = j.journal_id)::text
  from loyalty.loyalty_transactions t, ledger.journals j where t.kind = 'redeem' and j.kind = 'points_redeemed'),
  '(redeem,-30,3000,r1,t)', 'with its journal');
select is(pg_temp.redeem('r1', 30) ->> 'outcome', 'known', 'the same payment again');
select is(pg_temp.points(), 65::bigint, 'once');
select is(pg_temp.redeem('r2', 21) ->> 'outcome', 'passenger_limit', 'twenty are left of the day');
select is(pg_temp.redeem('r2', 20) ->> 'outcome', 'redeemed', 'and can be used');
select is(pg_temp.redeem('r3', 1, p_at => now() + interval '1 day') ->> 'outcome', 'redeemed', 'tomorrow again');
select is(pg_temp.redeem('r4', 0) ->> 'outcome', 'bad_points', 'nothing is no redemption');
select is(pg_temp.redeem('r4', -5) ->> 'outcome', 'bad_points', 'nor is less');
-- The programme's limit.
update config.settings set value = '55' where setting = 'loyalty_programme_points';
select pg_temp.earn(50, 'b') \g /dev/null
select is(pg_temp.redeem('r5', 10, 'b') ->> 'usable', '5', 'the programme has 5 left of today');
select is(pg_temp.redeem('r5', 5, 'b') ->> 'outcome', 'redeemed', 'which are given');
select is((select sum(redeemed_points)::bigint from loyalty.programme_days), 56::bigint, 'counted by day');
update config.settings set value = '20000' where setting = 'loyalty_programme_points';
-- What is set aside.
select pg_temp.move('taken', :points_wallet, :trust, 94000) \g /dev/null
select is(pg_temp.redeem('r6', 5, 'b') ->> 'outcome', 'not_funded', '4 shillings are left aside: not 5');
select is(pg_temp.redeem('r6', 4, 'b') ->> 'outcome', 'redeemed', 'but 4');
select is(pg_temp.balance(:points_wallet), 0::bigint, 'never below zero');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;

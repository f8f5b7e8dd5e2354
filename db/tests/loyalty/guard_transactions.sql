-- A movement of points is whole, and never changes.
begin; select plan(14);
\ir ../fixtures/loyalty.psql
select pg_temp.earn(50) \g /dev/null
select throws_ok('update loyalty.loyalty_transactions set points = 51', 'LFA10', null, 'its points don''t change');
select throws_ok('delete from loyalty.loyalty_transactions', 'LFA10', null, 'it stays');
select lives_ok('update loyalty.loyalty_transactions set loyalty_account_id = 77', 'it can move to another account');
-- One that is not whole, of each kind.
prepare movement(text, bigint, bigint, text, text, bigint, bigint, timestamptz) as
  insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, cents, receipt, payment_ref, refund_id,
                                            journal_id, business_on, earned_at)
  values (1, $1, $2, $3, $4, $5, $6, $7, current_date, $8);
select lives_ok($$ execute movement('award', 5, 5000, 'RGT0000001', null, null, null, now()) $$, 'a whole award');
select throws_ok(format('execute movement(%s)', m), '23514', null, w) from (values
  ($$ 'gift', 5, 5000, 'RGT0000002', null, null, null, now() $$, 'a kind that nobody knows'),
  ($$ 'award', -5, 5000, 'RGT0000002', null, null, null, now() $$, 'an award that takes'),
  ($$ 'award', 5, 5000, null, null, null, null, now() $$, 'an award without a fare'),
  ($$ 'award', 5, 0, 'RGT0000002', null, null, null, now() $$, 'an award for no money'),
  ($$ 'award', null, 5000, 'RGT0000002', null, null, null, now() $$, 'an award of nothing'),
  ($$ 'redeem', 5, 500, null, 'ref', null, 7, null $$, 'a redemption that gives'),
  ($$ 'redeem', -5, 500, null, 'ref', null, null, null $$, 'a redemption without a journal'),
  ($$ 'expire', 5, null, null, null, null, null, null $$, 'an expiry that gives'),
  ($$ 'take_back', -5, null, 'RGT0000001', null, null, null, now() $$, 'points taken back without a refund'),
  ($$ 'give_back', 5, 500, null, 'ref', null, null, now() $$, 'points given back without a journal')) as c(m, w);
select * from finish(); rollback;

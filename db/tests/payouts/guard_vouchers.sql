begin; select plan(3);
\ir ../fixtures/vouchers.psql
select pg_temp.issue('2000') \g /dev/null
select throws_ok('update payouts.vouchers set cap_cents = 100', 'LFA95', null, 'a voucher stays what it was');
select throws_ok('delete from payouts.vouchers', 'LFA94', null, 'and is kept');
select payouts.end_voucher(voucher_id, 'expired') from payouts.vouchers \g /dev/null
select throws_ok($$ update payouts.vouchers set state = 'issued', ended_at = null, end_journal_id = null $$, 'LFA95',
  null, 'it ends once');
select * from finish(); rollback;

begin; select plan(5);
\ir ../fixtures/account_statements.psql
create function pg_temp.moves(p_ids bigint[], p_from date default '2026-11-20', p_to date default 'infinity')
  returns text language sql as $$
  select string_agg(concat_ws(' ', to_char(m.business_on, 'DD'), m.class, s.purpose, m.cents, left(m.reference, 10)),
                    ', '
                    order by m.business_on, m.class, m.cents)
    from ledger.sub_wallet_movements(p_sub_wallet_ids => p_ids, p_from => p_from, p_to => p_to,
                              p_horizon => '18446744073709551615') m
    join ledger.sub_wallets s using (sub_wallet_id) $$;
select is(pg_temp.moves(:'pots'), '21 payout profit -2600 1111111111, 21 payout fuel -400 1111111111, '
  '21 payout_fee profit -500 1111111111, 22 payout fuel 400 1111111111, '
  '22 payout profit 2600 1111111111, 22 payout_fee profit 500 1111111111',
  'a payout with its fee, and both back; the fee falls on the largest leg');
select is(pg_temp.moves(array[:fuel]), '21 payout fuel -400 1111111111, 22 payout fuel 400 1111111111',
  'of one pot its part only');
select pg_temp.takes(k, 'M' || k, '2026-11-23', 20, 10) from unnest(array['voucher_hold', 'debt_repayment', 'manual']) k
  \g /dev/null
select ledger.correct_journal(:fare_journal, 'paid for another vehicle', '2026-11-24') \g /dev/null
select is(pg_temp.moves(array[:profit], '2026-11-23'), '23 correction profit -20 Mmanual, 23 debt profit -20 '
  'Mdebt_repa, 23 voucher profit -20 Mvoucher_h, 24 correction profit -3430 TKA0000002',
  'each kind has its class; a fare that was taken back is a correction that names it');
select is(pg_temp.moves(:'pots', '2026-11-25'), null, 'nothing of other days');
-- A fee larger than the largest leg goes on to the next one.
insert into payouts.payouts (payout_ref, kind, party_kind, party_id, channel, phone_hash, phone_sealed, tail,
  amount_cents, fee_cents, currency, needs_approval, expires_at, hold_journal_id)
values (repeat('2', 32), 'withdrawal', 'owner', :owner_id, 'phone', sha256('o'), '\x01', '126', 1000, 500, 'KES', false,
  now() + interval '1 day', pg_temp.takes('payout_hold', repeat('2', 32), '2026-11-26', 400, 1100));
select is(pg_temp.moves(:'pots', '2026-11-26'), '26 payout fuel -600 2222222222, 26 payout profit -400 2222222222, '
  '26 payout_fee fuel -500 2222222222', 'parts and fee sum to the legs');
select finish(); rollback;

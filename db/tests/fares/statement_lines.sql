begin; select plan(5);
\ir ../fixtures/account_statements.psql
create function pg_temp.lines(p_ids bigint[], p_owners bigint[], p_opening bigint default 5880) returns text
  language sql as $$
  select string_agg(array_to_string(array[right(l ->> 'on', 2), l ->> 'class', l ->> 'to', left(l ->> 'reference', 10),
           l ->> 'fares', l ->> 'gross_cents', l ->> 'cents', l ->> 'balance_cents',
           case l ->> 'back' when 'true' then 'back' end], ' '), ', ' order by n)
    from jsonb_array_elements(fares.statement_lines(p_sub_wallet_ids => p_ids,
      p_fare_days => fares.account_statement(p_sub_wallet_ids => p_ids, p_owner_ids => p_owners, p_from => '2026-11-21',
        p_to => '2026-11-22', p_horizon => '18446744073709551615') -> 'fare_days', p_from => '2026-11-21',
      p_to => '2026-11-22', p_horizon => '18446744073709551615', p_opening_cents => p_opening,
      p_zone => 'Africa/Nairobi')) with ordinality x(l, n) $$;
select is(pg_temp.lines(:'pots', array[:owner_id]), '21 fares 2 12050 11809 17689, '
  '21 payout 07xx..126 1111111111 -3000 14689, 21 payout_fee 07xx..126 1111111111 -500 14189, '
  '22 payout 07xx..126 1111111111 3000 17189 back, 22 payout_fee 07xx..126 1111111111 500 17689 back',
  'each line has the balance after it');
select is(pg_temp.lines(array[:sacco_sub_wallet], '{}', 588), '21 fares 1181 1769',
  'of another pot its part, without takings');
select pg_temp.takes('refund', 'TKA0000003/1', '2026-11-22', 50, 10) \g /dev/null
select matches(pg_temp.lines(:'pots', array[:owner_id]), '22 refund TKA0000003 -60 17629', 'a refund names its fare');
select ledger.correct_journal(:fare_journal, 'paid for another vehicle', '2026-11-22') \g /dev/null
select is((select l ->> 'reason' from jsonb_array_elements(fares.statement_lines(p_sub_wallet_ids => :'pots',
  p_fare_days => '[]', p_from => '2026-11-22', p_to => '2026-11-22', p_horizon => '18446744073709551615',
  p_opening_cents => 0, p_zone => 'Africa/Nairobi')) l where l ->> 'class' = 'correction'),
  'paid for another vehicle', 'a correction says why');
select is(pg_temp.lines('{}', '{}'), null, 'no account, no line');
select finish(); rollback;

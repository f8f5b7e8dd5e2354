begin; select plan(3);
\ir ../fixtures/signed_in.psql
create function pg_temp.days() returns text language sql as $$
  select string_agg(concat_ws(' ', m.business_on, m.fare_cents, m.fee_cents, m.dues_cents, m.owners_cents, m.in_cents,
                              m.out_cents), ', ' order by m.business_on)
    from fares.money_days(p_from => '2026-11-01', p_to => '2026-11-30', p_horizon => '18446744073709551615') m $$;
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10') as journal_id \gset
select pg_temp.fare('TKA0000002', :other_rule_id, 4000, '2026-11-20 08:10') \g /dev/null
select is(pg_temp.days(), '2026-11-20 10000 200 588 9212 10000 0', 'a day of all vehicles, and whom its fares went to');
select ledger.correct_journal(p_journal_id => :journal_id, p_reason => 'posted twice', p_business_on => '2026-11-21')
  \g /dev/null
select is(pg_temp.days(), '2026-11-20 10000 200 588 9212 10000 0, 2026-11-21 0 -120 0 0 0 6000',
  'a correction counts on its own day');
select is((select sum(m.in_cents - m.out_cents)::bigint from fares.money_days('2026-11-01', '2026-11-30',
  :all_of_it) m),
  -pg_temp.balance(:trust) - pg_temp.balance((select trust_sub_wallet_id from fares.split_rules
     where split_rule_id = :other_rule_id and trust_sub_wallet_id <> :trust)), 'in less out is what the trust '
       'account has');
select finish(); rollback;

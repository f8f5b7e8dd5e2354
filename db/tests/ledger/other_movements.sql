begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.others(p_horizon xid8 default '18446744073709551615') returns text language sql as $$
  select string_agg(concat_ws(' ', m.kind, m.in_cents, m.out_cents, m.fee_cents), ', ' order by m.kind)
    from ledger.other_movements(p_from => '2026-01-01', p_to => '2099-01-01', p_horizon => p_horizon) m $$;
select pg_temp.post_fare('TKA0000001', :split_rule_id, 6000) as journal_id \gset
select pg_temp.confirm(pg_temp.incoming('TKA0000002', '50.00', 'x')) \g /dev/null
select is(pg_temp.others(), 'suspense 5000 0 0', 'money without a vehicle came in; fares are not in it');
select ledger.correct_journal(p_journal_id => :journal_id, p_reason => 'posted twice', p_business_on => '2026-11-23')
  \g /dev/null
select is(pg_temp.others(), 'reversal 0 6000 -120, suspense 5000 0 0', 'a correction gives back, our commission too');
select is(pg_temp.others('0'), null, 'a position before them has none of it');
select finish(); rollback;

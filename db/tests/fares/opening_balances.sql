begin; select plan(5);
\ir ../fixtures/account_statements.psql
create function pg_temp.before(p_on date, p_ids bigint[], p_horizon xid8 default '18446744073709551615') returns bigint
  language sql as $$ select sum(b.balance_cents)::bigint
    from fares.opening_balances(p_sub_wallet_ids => p_ids, p_on => p_on, p_horizon => p_horizon) b $$;
select is(array[pg_temp.before('2026-11-20', :'pots'), pg_temp.before('2026-11-21', :'pots'),
                pg_temp.before('2026-11-22', :'pots'), pg_temp.before('2026-11-23', :'pots')],
  array[0, 5880, 14189, 17689]::bigint[], 'each day begins with what came and left before it');
select is(pg_temp.before('2026-11-22', '{}'), null, 'of no sub_wallet none');
-- A day whose last seal is below the horizon is read from what was stored.
insert into ledger.closed_days (business_on) values ('2026-11-21');
insert into ledger.day_balances values ('2026-11-21', :fuel, 1, 10, 4, 7);
select is(pg_temp.before('2026-11-22', array[:fuel]), 4907::bigint, 'not before its last seal');
select ledger.write_seals(p_horizon => '100', p_closes => '2026-11-21') \g /dev/null
select is(pg_temp.before('2026-11-22', array[:fuel]), 7::bigint, 'then it is what was stored');
select is(pg_temp.before('2026-11-22', array[:fuel], '99'), 0::bigint, 'but not for an older position');
select finish(); rollback;

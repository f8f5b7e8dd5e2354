-- The menu's screens look up a few rows, however often a passenger rode, and whatever the statistics were when their
-- plans were made.
begin; select plan(4);
\ir ../fixtures/menu.psql
insert into privacy.phones (phone_hash, phone_sealed, phone_last3)
select sha256(('p' || n)::bytea), '\x01', '126' from generate_series(1, 102) n;
-- Four screens: the last one is the end.
create function pg_temp.menu(p_session text, p_sim text) returns text language sql as $$
  select string_agg(left(pg_temp.dial(t.typed, p_session, p_sim), 3), ' ' order by t.n)
    from (values (1, ''), (2, '4628'), (3, '4628*1'), (4, '4628*1*1')) t(n, typed) $$;
create function pg_temp.rows_read() returns bigint language sql as $$
  select sum(pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid)
             + coalesce(i.returned, 0))::bigint from pg_class c
    left join lateral (select sum(pg_stat_get_xact_tuples_returned(x.indexrelid)) as returned from pg_index x
      where x.indrelid = c.oid) i on true
   where c.relkind = 'r' and c.relnamespace in ('ussd'::regnamespace, 'config'::regnamespace, 'privacy'::regnamespace,
     'fares'::regnamespace, 'mobile_money'::regnamespace, 'messaging'::regnamespace, 'loyalty'::regnamespace) $$;
select is((select array_agg(distinct pg_temp.menu('s' || n, 'p' || n)) from generate_series(1, 7) n),
  array['CON CON CON END'], 'plans are made on young tables');
select count(pg_temp.menu('o' || n, 'p' || n)) from generate_series(8, 100) n \g /dev/null
select pg_temp.rows_read() as before \gset
select pg_temp.menu('one', 'p101') \g /dev/null
select pg_temp.rows_read() - :before as first_time \gset
select cmp_ok(:first_time, '<', 400, 'a menu reads few rows, though each of its tables may be read whole when it is young');
-- A passenger of years.
insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats, lang,
  state, created_at)
select 'old' || n, '4628-A' || n, (select min(vehicle_id) from fleet.vehicles), sha256('p102'), 6000, 1, 'sw',
       case n % 3 when 0 then 'paid' else 'failed' end, now() - n * interval '12 hours'
  from generate_series(3, 1500) n;
select pg_temp.rows_read() as before \gset
select is(pg_temp.menu('years', 'p102'), 'CON CON CON END', 'somebody who rode 500 times');
select pg_temp.rows_read() - :before as years \gset
select cmp_ok(:years, '<', :first_time + 100, 'reads hardly more');
select finish(); rollback;

-- The menu's screens look up a few rows among those of many passengers. The tables are analyzed, as they are where many
-- passengers are: what tests before this one left would decide about the plans.
begin; select plan(2);
\ir ../fixtures/menu.psql
insert into privacy.phones (phone_hash, phone_sealed, phone_last3)
select sha256(('p' || n)::bytea), '\x01', '126' from generate_series(1, 101) n;
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
  array['CON CON CON END'], 'a menu of four screens');
select count(pg_temp.menu('o' || n, 'p' || n)) from generate_series(8, 100) n \g /dev/null
analyze mobile_money.payment_intents, ussd.ussd_sessions, privacy.phones, messaging.outbox, config.settings,
  config.buckets, messaging.texts, fleet.stage_fares;
select pg_temp.menu('again', 'p1') \g /dev/null
select pg_temp.rows_read() as before \gset
select pg_temp.menu('one', 'p101') \g /dev/null
select pg_temp.rows_read() - :before as first_time \gset
select cmp_ok(:first_time, '<', 400, 'a menu reads few rows');
select finish(); rollback;

-- A claim looks up what it needs of each message by index, however many phones, prompts and messages there are. Planned
-- for many messages, it would read all phones at each claim.
begin; select plan(3);
\ir ../fixtures/one_prompt.psql
insert into privacy.phones (phone_hash, phone_sealed, phone_last3)
select sha256(('p' || n)::bytea), '\x5ea1', '126' from generate_series(1, 3000) n;
insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats, lang)
select 'ref' || n, '4628-A' || n, (select min(vehicle_id) from fleet.vehicles), sha256(('p' || n)::bytea), 6000, 1, 'sw'
  from generate_series(1, 3000) n;
insert into messaging.outbox (topic, key, payload)
select t, 'ref' || n, jsonb_build_object('phone_hash', encode(sha256(('p' || n)::bytea), 'hex'), 'text', 'x')
  from generate_series(1, 300) n, unnest(array['stk_push', 'sms']) t;
create function pg_temp.rows_read() returns bigint language sql as $$
  select sum(pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid)
             + coalesce(i.returned, 0))::bigint from pg_class c
    left join lateral (select sum(pg_stat_get_xact_tuples_returned(x.indexrelid)) as returned from pg_index x
      where x.indrelid = c.oid) i on true
   where c.relkind = 'r' and c.relnamespace in ('messaging'::regnamespace, 'privacy'::regnamespace,
     'accounts'::regnamespace, 'mobile_money'::regnamespace) $$;
analyze messaging.outbox, mobile_money.payment_intents, privacy.phones;
select count(c.n) from (select (select count(*) from worker.claim_pushes(1, 60, '400222')) + (select count(*)
  from worker.claim_jobs('sms', 1, 60)) as n from generate_series(1, 7)) c \g /dev/null
select pg_temp.rows_read() as before \gset
create temp table got as select p.phone_sealed from worker.claim_pushes(4, 60, '400222') p;
select pg_temp.rows_read() - :before as pushes \gset
select cmp_ok(:pushes, '<', 60, 'a claim of four prompts reads few rows');
insert into got select s.phone_sealed from worker.claim_jobs('sms', 4, 60) s;
select pg_temp.rows_read() - :before - :pushes as messages \gset
select cmp_ok(:messages, '<', 60, 'and so does one of four messages');
select is((select count(*) from got where phone_sealed = '\x5ea1'), 8::bigint, 'each with its number');
select finish(); rollback;

-- Scheduled job: frees what a killed worker had leased. Messages go to another worker. A payment prompt or a payout
-- does not: it may have reached the operator, and a second one would move money twice. It counts as sent with unknown
-- result. No lease lasts an hour: one that would was given while the clock was ahead, and ran out.
-- Locks: the rows whose lease ran out. Repeat: finds none. Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.release_leases() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_lost text[];
begin
  with late as materialized (
    select o.outbox_id from messaging.outbox o
     where o.topic in ('stk_push', 'payout') and o.state = 'leased'
       and (o.lease_until < statement_timestamp() or o.lease_until > statement_timestamp() + interval '1 hour')
     for update skip locked
  ), gone as (
    delete from messaging.outbox o using late where o.outbox_id = late.outbox_id
    returning o.outbox_id, o.topic, o.key, o.attempts, o.created_at
  ), done as (
    insert into messaging.outbox_done (outbox_id, topic, key, attempts, created_at)
    select g.outbox_id, g.topic, g.key, g.attempts, g.created_at from gone g returning key)
  select coalesce(array_agg(d.key), '{}') into v_lost from done d;
  update mobile_money.payment_intents i set state = 'unknown', pushed_at = coalesce(i.pushed_at, statement_timestamp())
   where i.payment_ref = any (v_lost) and i.state = 'created';
  update payouts.payouts p set state = 'unknown', sent_at = coalesce(p.sent_at, statement_timestamp()),
         query_after = statement_timestamp()
   where p.payout_ref = any (v_lost) and p.state = 'queued';
  return cardinality(v_lost) + messaging.release_leases();
end $$;
comment on function worker.release_leases is 'How many messages and prompts it released. Raises nothing.';

-- Settles messages about money from any source (confirmation, STK result, statement, pull): each receipt is posted
-- once, to its vehicle or to suspense; further messages about it are counted, or stored as conflict when they
-- contradict it. What it calls is planned once for a connection, not for each batch, and never reads a whole table: one
-- that is small today is large before the plan is made again (db/tests/repository/plans_of_confirmations.sql). A row is
-- looked up once, so remembering it (memoize) costs more to start than it saves.
-- Source: docs/decisions/batching.md. Locks: none that two new receipts share; a known receipt's row. Repeat: same
-- answer, nothing posted.
create or replace function mobile_money.settle_payments(
  p_kind        text,                        -- c2b_confirmation, stk_result, statement …
  p_messages    mobile_money.payment_message[],
  p_received_at timestamptz                  -- of messages that say no earlier time
) returns table (ordinal int, receipt text, outcome text, journal_id bigint)
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_memoize = off as $$
declare
  v_parsed  mobile_money.parsed_payment[] := mobile_money.parse_payments(
    p_messages => p_messages, p_received_at => p_received_at);
  v_new     mobile_money.parsed_payment[] := array[]::mobile_money.parsed_payment[];
  v_others mobile_money.parsed_payment[] := array[]::mobile_money.parsed_payment[];
  v_inserted_receipts text[];
  v         mobile_money.parsed_payment;
begin
  -- A receipt is inserted once, for ever. In order, so that two batches can't deadlock.
  with entered as (
    insert into mobile_money.payments as p (receipt, amount_cents, paid_at, bill_ref, state, vehicle_id,
                                            payment_ref, channel, payer_hash, payer_last3, short_code, flags)
    select (n.message).receipt, n.amount_cents, n.paid_at, (n.message).bill_ref,
           case when n.vehicle_id is null then 'suspense' else 'posted' end, n.vehicle_id, (n.message).payment_ref,
           n.channel, (n.message).payer_hash, (n.message).payer_last3, (n.message).short_code, n.flags
      from unnest(v_parsed) as n
     where n.fault is null
     order by (n.message).receipt, n.ordinal
    on conflict on constraint payments_pkey do nothing
    returning p.receipt)
  select coalesce(array_agg(e.receipt), '{}') into v_inserted_receipts from entered e;
  if cardinality(v_inserted_receipts) = cardinality(v_parsed) then
    v_new := v_parsed;
  else
    foreach v in array v_parsed loop
      if v.fault is null and (v.message).receipt = any (v_inserted_receipts) then
        v_new := v_new || v;
        v_inserted_receipts := array_remove(v_inserted_receipts, (v.message).receipt);
      else
        v_others := v_others || v;
      end if;
    end loop;
    -- Known receipts are locked in the same order, so that batches that repeat each other wait for one another.
    perform from mobile_money.payments p
      where p.receipt in (select (a.message).receipt from unnest(v_others) as a) order by p.receipt for no key update;
  end if;
  if cardinality(v_new) = 1 then
    return query select n.ordinal, n.receipt, n.outcome, n.journal_id
      from mobile_money.post_new(p_kind => p_kind, p_payments => v_new) as n;
  else
    for v_new in select array_agg(n) from unnest(v_new) as n group by (n.message).short_code
      order by (n.message).short_code loop
      return query select n.ordinal, n.receipt, n.outcome, n.journal_id
        from mobile_money.post_new(p_kind => p_kind, p_payments => v_new) as n;
    end loop;
  end if;
  if cardinality(v_others) = 0 then
    return;
  end if;
  -- Repeats last: the first message of a receipt may be in this very batch.
  for v in select a.* from unnest(v_others) as a order by (a.message).receipt, (a.message).body_sha256, a.ordinal loop
    return query select v.ordinal, (v.message).receipt, r.outcome, r.journal_id
      from mobile_money.settle_other_message(p_kind => p_kind, p_payment => v) as r;
  end loop;
end $$;
comment on function mobile_money.settle_payments is
  'Settles payment messages. Returns for each its ordinal, receipt, outcome (posted, suspense, conflict, quarantine) '
  'and journal. A redelivery gets the first one''s outcome. Raises what ledger.post_journals raises; then nothing of '
  'the batch happened.';

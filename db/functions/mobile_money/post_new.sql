-- Posts payments that are reported for the first time, each to its vehicle or to suspense; keeps their messages, closes
-- their intents, queues receipts and holds what is doubtful. The second payment of an intent goes to suspense. Source:
-- docs/decisions/holds-and-verification.md. Locks: none that two receipts share, but those of pay_intent. Repeat:
-- mobile_money.settle_payments lets each receipt in once.
create or replace function mobile_money.post_new(
  p_kind     text,
  p_payments mobile_money.parsed_payment[]   -- of one till; receipts just entered into mobile_money.payments
) returns table (ordinal int, receipt text, outcome text, journal_id bigint)
language plpgsql as $$
declare
  v_time_zone   text;   -- of the till
  v_open_from   date;
  v_verify_above_cents bigint;   -- cents above which M-Pesa is asked
  v_doubtful    mobile_money.parsed_payment[] := array[]::mobile_money.parsed_payment[];
  v_assigned    mobile_money.parsed_payment[] := array[]::mobile_money.parsed_payment[];
  v_unassigned  mobile_money.parsed_payment[] := array[]::mobile_money.parsed_payment[];
  v_known       text[] := mobile_money.known_payers(p_payments => p_payments);
  v_differing   text[] := array[]::text[];       -- receipts of fares that are not just what was paid
  v_journal_ids bigint[] := array[]::bigint[];   -- of v_assigned, then of v_unassigned, in order
  v             mobile_money.parsed_payment;
begin
  select t.time_zone, coalesce((select max(d.business_on) + 1 from ledger.closed_days d), date '2000-01-01'),
         coalesce((select s.value from config.settings s where s.setting = 'verify_above_cents'), '0')::bigint
    into strict v_time_zone, v_open_from, v_verify_above_cents
    from mobile_money.tills t where t.short_code = ((p_payments[1]).message).short_code;
  foreach v in array case when cardinality(v_known) > 0 then mobile_money.match_intents(p_payments => p_payments)
                          else p_payments end loop
    if v.vehicle_id is null then v_unassigned := v_unassigned || v; else v_assigned := v_assigned || v; end if;
    if v.fare_cents is not null then v_differing := v_differing || (v.message).receipt; end if;
    if v.amount_cents > v_verify_above_cents or v.flags && '{amount_differs,from_statement}' then
      v_doubtful := v_doubtful || v;
    end if;
  end loop;
  if cardinality(v_assigned) > 0 then
    v_journal_ids := mobile_money.post_to_vehicles(p_payments => v_assigned, p_time_zone => v_time_zone,
                                                   p_open_from => v_open_from);
    if cardinality(v_known) > 0 then   -- seats, points and what lacked are a known payer's
      perform fares.complete_fares(p_receipts => v_known, p_differing => v_differing);
    end if;
  end if;
  if cardinality(v_unassigned) > 0 then
    v_journal_ids := v_journal_ids || mobile_money.post_to_suspense(
      p_payments => v_unassigned, p_till => t, p_open_from => v_open_from)
      from mobile_money.tills t where t.short_code = ((p_payments[1]).message).short_code;
  end if;
  v_assigned := v_assigned || v_unassigned;
  return query with posted as (
    select m.*, v_journal_ids[m.ordinality] as journal_id, nextval('mobile_money.mpesa_callbacks_callback_id_seq')
           as callback_id, case when m.vehicle_id is null then 'suspense' else 'posted' end as outcome
      from unnest(v_assigned) with ordinality as m), kept as (
    insert into mobile_money.mpesa_callbacks (callback_id, kind, receipt, outcome, journal_id, payment_ref,
                                              org_balance_cents, body_sha256, received_at) overriding system value
    select b.callback_id, p_kind, (b.message).receipt, b.outcome, b.journal_id, (b.message).payment_ref,
      b.org_balance_cents, (b.message).body_sha256, least((b.message).received_at, now()) from posted b), bodies as (
    insert into mobile_money.callback_bodies (callback_id, body_sealed)
    select b.callback_id, (b.message).body_sealed from posted b where (b.message).body_sealed is distinct from '')
  select b.ordinal, (b.message).receipt, b.outcome, b.journal_id from posted b;
  if cardinality(v_doubtful) > 0 then
    perform mobile_money.request_verifications(p_payments => v_doubtful, p_above_cents => v_verify_above_cents);
  end if;
  if cardinality(v_known) > 0 then
    perform mobile_money.tell_payers(p_payments => v_assigned, p_time_zone => v_time_zone);
  end if;
end $$;
comment on function mobile_money.post_new is
  'Posts new payments and keeps their messages. Returns for each message its ordinal, receipt, outcome (posted or '
  'suspense) and journal. Raises what ledger.post_journals raises.';

-- Holds payments that are above the limit, differ from the amount asked for or are told by a file only, and queues our
-- query to M-Pesa about each. The limit bounds what a forged message can cash. Called in the transaction that posts
-- them. Source: docs/decisions/holds-and-verification.md. Locks: its own new rows. Repeat: a receipt is asked about
-- once.
create or replace function mobile_money.request_verifications(
  p_payments    mobile_money.parsed_payment[],   -- just posted, each for a reason to doubt it
  p_above_cents bigint                           -- the limit in force
) returns int
language plpgsql as $$
declare
  v_receipts text[];
  v_journals bigint[];
begin
  with wanted as (
    insert into mobile_money.verifications as v (receipt, journal_id, why, ref)
    select (m.message).receipt, j.journal_id,
           array_remove(array[case when m.amount_cents > p_above_cents then 'above_limit' end,
                              case when 'amount_differs' = any (m.flags) then 'amount_differs' end,
                              case when 'from_statement' = any (m.flags) then 'from_statement' end], null),
           replace(gen_random_uuid()::text, '-', '')
      from unnest(p_payments) as m
      join ledger.journals j on j.reference = (m.message).receipt
                            and j.kind = case when m.vehicle_id is null then 'suspense' else 'fare' end
    on conflict (receipt) do nothing
    returning v.receipt, v.journal_id)
  select array_agg(w.receipt), array_agg(w.journal_id) into v_receipts, v_journals from wanted w;
  perform ledger.hold_journals(
    p_journal_ids => v_journals || array(select j.journal_id from ledger.journals j
                                          where j.kind = 'change' and j.reference = any (v_receipts)),
    p_reason => 'not yet verified with the operator');
  perform messaging.enqueue(p_topic => 'status_query', p_key => r || '/1', p_payload => '{}')
     from unnest(v_receipts) as r;
  return coalesce(cardinality(v_receipts), 0);
end $$;
comment on function mobile_money.request_verifications is
  'Holds the money of payments posted in this transaction and queues a query about each; returns how many.';

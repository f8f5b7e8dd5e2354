-- Queues the query about a payment once more, for staff: no answer came, or it was wrong. Asking releases nothing.
-- After a definite answer the query gets a new address, so that a late answer is not taken for the new one. Source:
-- docs/decisions/holds-and-verification.md. Locks: the verification's row, the outbox row. Repeat: refused while it is
-- asked.
create or replace function mobile_money.ask_again(
  p_receipt text,
  p_by      text     -- user:<id>
) returns text
language plpgsql as $$
declare
  v mobile_money.verifications;
begin
  select k.* into v from mobile_money.verifications k
   where k.receipt = p_receipt and k.state in ('unknown', 'differs') for no key update;
  if not found then
    raise exception 'no query about % has failed or been answered with no', p_receipt using errcode = 'LFN43';
  end if;
  if v.state = 'differs' then
    update mobile_money.verifications k
       set round = k.round + 1, ref = replace(gen_random_uuid()::text, '-', ''), state = 'wanted', attempts = 0,
           decided_at = null
     where k.receipt = p_receipt returning k.* into v;
    perform messaging.enqueue(p_topic => 'status_query', p_key => v.receipt || '/' || v.round, p_payload => '{}');
  else
    update mobile_money.verifications k set state = 'wanted', attempts = 0 where k.receipt = p_receipt;
    update messaging.outbox o
       set state = 'ready', failures = 0, next_attempt_at = statement_timestamp()
     where o.topic = 'status_query' and o.key = v.receipt || '/' || v.round and o.state <> 'leased';
  end if;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = p_by, acknowledged_reason = 'asked again'
   where a.kind in ('payment_differs', 'payment_unverified') and a.subject = p_receipt and a.acknowledged_at is null;
  perform audit.record_event(p_action => 'ask_again', p_subject => 'mobile_money.verifications:' || p_receipt,
                             p_after => jsonb_build_object('by', p_by, 'round', v.round));
  return 'wanted';
end $$;
comment on function mobile_money.ask_again is
  'Puts the query about a payment into the outbox once more; returns wanted. Raises LFN43 (its query is open '
  'or was answered with yes).';

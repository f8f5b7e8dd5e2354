-- Claims messages to send now, each with the sealed number of its receiver. Not for payment prompts, which must not be
-- sent twice (worker.claim_pushes), nor for payouts (worker.claim_payouts).
-- Locks: the rows it claims; skips locked ones. Repeat: the next ones. Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.claim_jobs(p_topic text, p_limit int, p_lease_seconds int)
returns table (outbox_id bigint, key text, attempt int, payload jsonb, phone_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_topic in ('stk_push', 'payout') then
    raise exception 'what moves money is never sent twice' using errcode = 'LFV51';
  end if;
  return query
  select c.outbox_id, c.key, c.attempt, c.payload - 'phone_hash', coalesce(f.phone_sealed, u.phone_sealed)
    from messaging.claim_due(p_topic => p_topic, p_limit => p_limit, p_lease_seconds => p_lease_seconds) c
    left join privacy.phones f on f.phone_hash = decode(c.payload ->> 'phone_hash', 'hex')
    left join accounts.users  u on u.phone_hash = decode(c.payload ->> 'phone_hash', 'hex');
end $$;
comment on function worker.claim_jobs is 'Leases due messages of a topic. attempt: to report with; phone_sealed: null '
  'when the person is gone. Raises LFV50 (p_limit not 1 to 100, p_lease_seconds not 5 to 900), LFV51 (topic '
  'stk_push or payout).';

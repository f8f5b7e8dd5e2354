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
  -- Looked up and not joined: a join is planned for many messages, and then it reads all phones.
  return query
  select c.outbox_id, c.key, c.attempt, c.payload - 'phone_hash', coalesce(
           (select f.phone_sealed from privacy.phones f where f.phone_hash = decode(c.payload ->> 'phone_hash', 'hex')),
           (select u.phone_sealed from accounts.users u where u.phone_hash = decode(c.payload ->> 'phone_hash', 'hex')))
    from messaging.claim_due(p_topic => p_topic, p_limit => p_limit, p_lease_seconds => p_lease_seconds) c;
end $$;
comment on function worker.claim_jobs is 'Leases due messages of a topic. attempt: to report with; phone_sealed: null '
  'when the person is gone. Raises LFV50 (p_limit not 1 to 100, p_lease_seconds not 5 to 900), LFV51 (topic '
  'stk_push or payout).';

-- Claims payment prompts to send now, each once only (see worker.release_leases). Drops one that waited too long and
-- raises an alarm: the passenger has paid otherwise or dialled again, and a late prompt would charge twice. The intent
-- remembers the PayBill before the prompt goes out, because the prompt's result doesn't name it.
-- Locks: the rows it claims; skips locked ones. Repeat: the next ones. Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.claim_pushes(
  p_limit         int,
  p_lease_seconds int,
  p_short_code    text   -- the PayBill that this worker sends from
)
returns table (outbox_id bigint, attempt int, payment_ref text, account_ref text, amount text, phone_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_after timestamptz := statement_timestamp()
                         - make_interval(secs => config.setting(p_setting => 'push_send_seconds')::int);
  v_is_wanted boolean;
begin
  for outbox_id, attempt, payment_ref, account_ref, amount, phone_sealed, v_is_wanted in
    with claimed as materialized (
      select c.outbox_id, c.attempt, c.key
        from messaging.claim_due(p_topic => 'stk_push', p_limit => p_limit, p_lease_seconds => p_lease_seconds) c
    ), wanted as (
      update mobile_money.payment_intents i set short_code = p_short_code from claimed c
       where i.payment_ref = c.key and i.state = 'created' and i.created_at > v_after
      returning i.payment_ref, i.account_ref, trim_scale(i.amount_cents / 100.0)::text as amount,
                (select f.phone_sealed from privacy.phones f where f.phone_hash = i.phone_hash) as phone_sealed)
    select c.outbox_id, c.attempt, c.key, w.account_ref, w.amount, w.phone_sealed, w.payment_ref is not null
      from claimed c left join wanted w on w.payment_ref = c.key
  loop
    if v_is_wanted then
      return next;
      continue;
    end if;
    perform worker.finish_job(p_outbox_id => outbox_id, p_attempt => attempt, p_provider_id => null);
    update mobile_money.payment_intents i set state = 'expired', finished_at = statement_timestamp()
     where i.payment_ref = claim_pushes.payment_ref and i.state = 'created';
    if found then
      perform messaging.raise_alarm(p_kind => 'prompts_unsent', p_subject => 'stk_push',
                                    p_detail => 'prompts could not be sent in time; passengers see none');
    end if;
  end loop;
end $$;
comment on function worker.claim_pushes is
  'Leases payment prompts to send; amount in whole shillings as the operator wants it. Drops those older than '
  'push_send_seconds, with an alarm. Raises LFV50 (p_limit not 1 to 100, p_lease_seconds not 5 to 900).';

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
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_after timestamptz := statement_timestamp()
                         - make_interval(secs => config.setting(p_setting => 'push_send_seconds')::int);
  v_job   record;
begin
  for v_job in
    select c.outbox_id, c.attempt, c.key,
           i.account_ref, trim_scale(i.amount_cents / 100.0)::text as amount, f.phone_sealed,
           i.payment_ref is not null and i.state = 'created' and i.created_at > v_after as is_wanted
      from messaging.claim_due(p_topic => 'stk_push', p_limit => p_limit, p_lease_seconds => p_lease_seconds) c
      left join mobile_money.payment_intents i on i.payment_ref = c.key
      left join privacy.phones f on f.phone_hash = i.phone_hash loop
    if v_job.is_wanted then
      update mobile_money.payment_intents i set short_code = p_short_code where i.payment_ref = v_job.key;
      return query select v_job.outbox_id, v_job.attempt, v_job.key, v_job.account_ref, v_job.amount,
        v_job.phone_sealed;
    else
      perform worker.finish_job(p_outbox_id => v_job.outbox_id, p_attempt => v_job.attempt, p_provider_id => null);
      update mobile_money.payment_intents i set state = 'expired', finished_at = statement_timestamp()
       where i.payment_ref = v_job.key and i.state = 'created';
      if found then
        perform messaging.raise_alarm(p_kind => 'prompts_unsent', p_subject => 'stk_push',
                                      p_detail => 'prompts could not be sent in time; passengers see none');
      end if;
    end if;
  end loop;
end $$;
comment on function worker.claim_pushes is
  'Leases payment prompts to send; amount in whole shillings as the operator wants it. Drops those older than '
  'push_send_seconds, with an alarm. Raises LFV50 (p_limit not 1 to 100, p_lease_seconds not 5 to 900).';

-- Records that M-Pesa accepted the question about a payment, or that it could not be asked. Either way it is asked
-- again later unless the answer comes first; after outbox_tries times it waits for staff.
-- Locks: the verification's row, then the outbox row. Repeat: fenced. Source: docs/decisions/holds-and-verification.md.
create or replace function worker.note_status_query(
  p_outbox_id bigint,
  p_attempt   int,     -- as claimed
  p_receipt   text,
  p_error     text     -- the cause in our words; null: M-Pesa accepted the question
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v       mobile_money.verifications;
  v_state text;
begin
  select k.* into v from mobile_money.verifications k where k.receipt = p_receipt for no key update;
  -- The answer may arrive before this report.
  if v.decided_at is not null
     or not exists (select from messaging.outbox o
                     where o.outbox_id = p_outbox_id and o.key = v.receipt || '/' || v.round) then
    return worker.finish_job(p_outbox_id => p_outbox_id, p_attempt => p_attempt, p_provider_id => null);
  end if;
  update messaging.outbox o set state = case when o.failures + 1 >= config.setting(p_setting => 'outbox_tries')::int
                      then 'dead' else 'ready' end,
         failures = o.failures + 1, lease_until = null, last_error = left(coalesce(p_error, 'no answer yet'), 200),
         next_attempt_at = statement_timestamp()
           + make_interval(secs => case when p_error is null then 15 else 0 end
                                    + messaging.retry_seconds(p_failures => o.failures + 1))
   where o.outbox_id = p_outbox_id and o.attempts = p_attempt and o.state = 'leased' returning o.state into v_state;
  if not found then
    return 'fenced';
  end if;
  update mobile_money.verifications k
     set state = case when v_state = 'dead' then 'unknown' when p_error is null then 'asked' else k.state end,
         attempts = k.attempts + 1, asked_at = case when p_error is null then statement_timestamp() else k.asked_at end
   where k.receipt = p_receipt;
  if v_state = 'dead' then
    perform messaging.raise_alarm(p_kind => 'payment_unverified', p_subject => p_receipt,
      p_detail => format('asked %s times, no answer that says yes or no; last: %s', v.attempts + 1,
        left(coalesce(p_error, 'no answer yet'), 100)));
  end if;
  return v_state;
end $$;
comment on function worker.note_status_query is 'ready (asked again later), dead (waits for staff, alarm '
  'payment_unverified), done (answered already) or fenced (another worker has it). Raises nothing.';

-- Expires prompts that no one answered; money that comes later is still taken. An intent that M-Pesa calls paid but
-- whose receipt is missing is not expired: it raises an alarm, which ends when the receipt arrives. Source:
-- docs/decisions/outbox-and-worker.md. Locks: the intents it ends, their seats and credit. Repeat: none left.
create or replace function mobile_money.expire_intents() returns int
language plpgsql as $$
declare
  v_before  timestamptz := statement_timestamp()
                           - make_interval(secs => config.setting(p_setting => 'push_expire_seconds')::int);
  v_expired text[];
  v_with_credit text[];
begin
  with expired as (
    update mobile_money.payment_intents i
       set state = 'expired', finished_at = statement_timestamp(), query_after = null
     where i.state in ('created', 'pushed', 'unknown') and i.created_at < v_before
       and i.result_code is distinct from '0'
    returning i.payment_ref, i.credit_cents)
  select coalesce(array_agg(e.payment_ref), '{}'),
         array_agg(e.payment_ref order by e.payment_ref) filter (where e.credit_cents > 0)
    into v_expired, v_with_credit from expired e;
  perform fares.release_seats(p_payment_refs => v_expired);
  perform fares.release_credit(p_payment_ref => r) from unnest(v_with_credit) r;
  perform messaging.raise_alarm(p_kind => 'paid_without_receipt', p_subject => i.payment_ref,
            p_detail => 'the operator says paid, but no confirmation brought its receipt')
     from mobile_money.payment_intents i
    where i.state in ('created', 'pushed', 'unknown') and i.created_at < v_before and i.result_code = '0'
      and not exists (select from messaging.alarms a
                       where a.kind = 'paid_without_receipt' and a.subject = i.payment_ref);
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'the receipt arrived'
    from mobile_money.payment_intents i
   where a.kind = 'paid_without_receipt' and a.acknowledged_at is null
     and i.payment_ref = a.subject and i.state = 'paid';
  return cardinality(v_expired);
end $$;
comment on function mobile_money.expire_intents is
  'Ends intents older than push_expire_seconds and watches those paid without a receipt; returns how many it ended.';

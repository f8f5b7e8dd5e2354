-- Deletes what is older than its retention period, at most p_limit rows of each kind. The worker runs it.
-- Locks: the rows it removes; skips locked ones. Repeat: goes on where the last run stopped.
-- Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.apply_retention(p_at timestamptz, p_limit int) returns bigint language plpgsql as $$
declare
  v_period  privacy.retention_periods;
  v_removed bigint;
  v_all     bigint := 0;
  v_until   timestamptz;
begin
  -- Phones last: a deleted phone can't dial before this transaction ends.
  for v_period in select r.* from privacy.retention_periods r order by r.kind = 'phones', r.kind loop
    v_until := p_at - make_interval(days => v_period.keep_days);
    insert into privacy.retention_runs (kind) values (v_period.kind) on conflict (kind) do nothing;
    case v_period.kind
      when 'raw_bodies' then
        v_removed := privacy.erase_old_bodies(p_until => v_until, p_limit => p_limit);
      when 'checkouts' then
        update mobile_money.payment_intents i set checkout_sealed = null
         where i.payment_ref in (select o.payment_ref from mobile_money.payment_intents o
                                  where o.checkout_sealed is not null and o.state in ('paid', 'failed', 'expired')
                                    and o.created_at < v_until limit p_limit for no key update skip locked);
      when 'ussd_sessions' then
        delete from ussd.ussd_sessions s where s.session_id in (select o.session_id from ussd.ussd_sessions o
          where o.ended_at is not null and o.last_at < v_until limit p_limit for update skip locked);
      when 'sign_ins' then
        delete from accounts.sessions s where s.session_hash in (select o.session_hash from accounts.sessions o
          where o.expires_at < v_until limit p_limit for update skip locked);
      when 'sms_sent' then
        delete from messaging.outbox_done d where d.outbox_id in (select o.outbox_id from messaging.outbox_done o
          where o.done_at < v_until order by o.outbox_id limit p_limit for update skip locked);
      when 'sms_reports' then
        delete from messaging.deliveries d where d.provider_id in (select o.provider_id from messaging.deliveries o
          where o.reported_at < v_until limit p_limit for update skip locked);
      when 'sms_received' then
        delete from messaging.inbound m where m.provider_id in (select o.provider_id from messaging.inbound o
          where o.received_at < v_until limit p_limit for update skip locked);
      when 'devices' then
        delete from accounts.devices d where d.device_id in (select o.device_id from accounts.devices o
          where o.last_seen_at < v_until
            and not exists (select from accounts.sessions s where s.device_id = o.device_id)
          limit p_limit for update skip locked);
      when 'voucher_tries' then
        delete from payouts.voucher_tries t where t.try_id in (select o.try_id from payouts.voucher_tries o
          where o.tried_at < v_until limit p_limit for update skip locked);
      when 'crew_proposals' then
        v_removed := access.expire_proposals(p_until => v_until, p_limit => p_limit);
      when 'phones' then
        v_removed := privacy.forget_silent_phones(p_until => v_until, p_from => sha256(uuid_send(gen_random_uuid())),
          p_limit => p_limit);
      else
        raise exception 'no rule deletes rows of kind %', v_period.kind using errcode = 'LFV97';
    end case;
    if v_period.kind not in ('raw_bodies', 'crew_proposals', 'phones') then
      get diagnostics v_removed = row_count;
    end if;
    update privacy.retention_runs r set removed = r.removed + v_removed, last_run_at = p_at
      where r.kind = v_period.kind;
    v_all := v_all + v_removed;
  end loop;
  return v_all;
end $$;
comment on function privacy.apply_retention is 'Returns how many rows it ended. Raises LFV97 (a kind without a rule).';

-- Claims payouts to send now, each once only: one whose worker vanished counts as sent with unknown result
-- (worker.release_leases). One that was frozen meanwhile, or whose maker's role ended, is taken back. None while the
-- setting payouts_sent is off: after a restore the operator may have paid what this ledger still holds.
-- Locks: the rows it claims; skips locked ones. Repeat: the next ones. Source: docs/decisions/payouts.md.
create or replace function worker.claim_payouts(p_limit int, p_lease_seconds int)
returns table (outbox_id bigint, attempt int, payout_ref text, channel text, amount text, phone_sealed bytea,
               short_code text, account_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_job    record;
  v_payout payouts.payouts;
begin
  if config.setting(p_setting => 'payouts_sent') = 'off' then
    return;
  end if;
  for v_job in select c.* from messaging.claim_due(p_topic => 'payout', p_limit => p_limit,
                                                   p_lease_seconds => p_lease_seconds) c loop
    select p.* into v_payout from payouts.payouts p where p.payout_ref = v_job.key for no key update;
    if v_payout.state = 'queued' and payouts.is_maker_gone(p_payout => v_payout) then
      perform payouts.give_back(p_payout_id => v_payout.payout_id, p_state => 'cancelled', p_result_code => null,
                                p_reason => 'who asked for it no longer acts for them');
      v_payout.state := 'cancelled';
    elsif v_payout.state = 'queued'
       and payouts.is_frozen(p_party_kind => v_payout.party_kind, p_party_id => v_payout.party_id) then
      perform payouts.give_back(p_payout_id => v_payout.payout_id, p_state => 'cancelled',
                                p_reason => 'stopped by ZUIA', p_result_code => null);
      v_payout.state := 'cancelled';
    end if;
    if v_payout.state is distinct from 'queued' then
      perform worker.finish_job(p_outbox_id => v_job.outbox_id, p_attempt => v_job.attempt, p_provider_id => null);
      continue;
    end if;
    update payouts.payouts p set attempts = p.attempts + 1 where p.payout_id = v_payout.payout_id;
    return query select v_job.outbox_id, v_job.attempt, v_payout.payout_ref, v_payout.channel,
      (v_payout.amount_cents / 100)::text, v_payout.phone_sealed, v_payout.short_code, v_payout.account_sealed;
  end loop;
end $$;
comment on function worker.claim_payouts is
  'Leases payouts to send; amount in whole shillings as the operator wants it. Raises LFV50 (p_limit not 1 to 100, '
  'p_lease_seconds not 5 to 900).';

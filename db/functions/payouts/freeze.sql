-- Stops all money of parties in which a person acts, because they answered ZUIA: what the worker has not taken yet
-- comes back, nothing new goes out until staff have spoken to them, and they are told. Locks: the payouts, oldest
-- first, then clearing. Repeat: once, until it is lifted. Source: docs/decisions/payouts.md.
create or replace function payouts.freeze(p_user_id bigint) returns int language plpgsql as $$
declare
  v_payout payouts.payouts;
  v_done   int := 0;
begin
  insert into payouts.freezes (user_id) values (p_user_id) on conflict do nothing;
  if not found then
    return 0;
  end if;
  for v_payout in select p.* from payouts.payouts p
                   where p.state in ('requested', 'approved', 'queued')
                     and payouts.is_frozen(p_party_kind => p.party_kind, p_party_id => p.party_id)
                   order by p.payout_id for no key update loop
    v_done := v_done + payouts.stop_unsent(p_payout_id => v_payout.payout_id, p_reason => 'stopped by ZUIA')::int;
  end loop;
  perform accounts.notify_person(p_user_id => p_user_id, p_key => 'sms_payouts_frozen');
  perform messaging.raise_alarm(p_kind => 'payouts_frozen', p_subject => 'user:' || p_user_id,
    p_detail => format('answered ZUIA; %s payouts were taken back', v_done));
  return v_done;
end $$;
comment on function payouts.freeze is 'How many payouts it took back; 0 also when it was frozen before. Raises LFF10 '
  '(clearing lacks the money).';

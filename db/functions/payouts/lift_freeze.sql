-- Lets money out again for a person who answered ZUIA, after staff have spoken to them. What was taken back stays so.
-- Locks: the freeze. Repeat: not_frozen. Source: docs/decisions/payouts.md.
create or replace function payouts.lift_freeze(p_by bigint, p_user_id bigint, p_reason text) returns text
language plpgsql as $$
begin
  if p_by = p_user_id then
    return 'oneself';
  elsif not messaging.is_reason(p_text => p_reason) then
    return 'no_real_reason';
  end if;
  update payouts.freezes f set lifted_at = clock_timestamp(), lifted_by = p_by, lift_reason = btrim(p_reason)
   where f.user_id = p_user_id and f.lifted_at is null;
  if not found then
    return 'not_frozen';
  end if;
  perform accounts.notify_person(p_user_id => p_user_id, p_key => 'sms_payouts_lifted');
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'user:' || p_by,
         acknowledged_reason = left(p_reason, 200)
   where a.kind = 'payouts_frozen' and a.subject = 'user:' || p_user_id and a.acknowledged_at is null;
  return 'lifted';
end $$;
comment on function payouts.lift_freeze is 'Outcome lifted, not_frozen, oneself (nobody lifts their own) or '
  'no_real_reason. Raises nothing.';

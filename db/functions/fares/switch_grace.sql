-- Begins or ends grace by hand, with a reason. Locks: the open period. Repeat: same.
-- Source: docs/decisions/grace-mode.md.
create or replace function fares.switch_grace(
  p_to      text,     -- on or off
  p_user_id bigint,
  p_reason  text,
  p_at      timestamptz
) returns text language plpgsql as $$
begin
  if messaging.is_reason(p_text => p_reason) is not true then
    return 'no_reason';
  elsif p_to = 'on' then
    insert into fares.grace_periods (started_at, started_by, reason) values (p_at, p_user_id, btrim(p_reason))
    on conflict do nothing;
    return case when found then 'started' else 'same' end;
  elsif p_to = 'off' then
    update fares.grace_periods g set ended_at = greatest(p_at, g.started_at), ended_by = p_user_id,
           end_reason = btrim(p_reason) where g.ended_at is null;
    return case when found then 'ended' else 'same' end;
  end if;
  return 'wrong';
end $$;
comment on function fares.switch_grace is 'Outcome started, ended, same, no_reason (see messaging.is_reason) or wrong. '
  'Raises nothing.';

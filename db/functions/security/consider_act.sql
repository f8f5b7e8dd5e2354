-- What will happen, before it does: one answer for every dangerous act about a person, for whoever proposes and whoever decides.
-- Source: pages, Rules (dangerous acts); decision 0089. Locks: none. Repeat: reads only; the act itself asks again.
create or replace function security.consider_act(
  p_act      text,     -- disable, enable, end_sessions, forget_device, join, separate, grant or revoke
  p_user_id  bigint,
  p_other    bigint,   -- join, separate: the second account
  p_grant_id bigint,   -- revoke
  p_place    text,     -- forget_device
  p_session  bytea,    -- who looks
  p_zone     text      -- the market's time zone
) returns jsonb
language sql stable as $$
  select case
    when p_act in ('join', 'separate') then security.consider_joining(p_act => p_act, p_user_id => p_user_id, p_other => p_other)
    when p_act = 'revoke' then security.consider_revoke(p_grant_id => p_grant_id, p_zone => p_zone)
    when p_act = 'forget_device' then security.consider_device(p_user_id => p_user_id, p_place => p_place, p_session => p_session, p_zone => p_zone)
    when p_act in ('disable', 'enable', 'end_sessions', 'grant') then security.consider_person(p_act => p_act, p_user_id => p_user_id, p_session => p_session)
  end
$$;
comment on function security.consider_act(text, bigint, bigint, bigint, text, bytea, text) is
  'Document with figures and hindered of security.consider_joining, consider_revoke, consider_device or consider_person; null for no such act, grant or device. Raises nothing.';

-- A phone was stolen together with its password, or somebody turned against us: that person is shut out
-- at once. Nothing they hold counts until two people let them in again.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: one for all who disable (role finance's row), so that two can't
-- shut each other out; then the person's row, their sessions and codes. Repeat: already.
create or replace function accounts.disable_person(
  p_by      bigint,
  p_user_id bigint,
  p_reason  text
) returns jsonb
language plpgsql as $$
declare
  v_sessions int;
begin
  -- One at a time, also those who let somebody in.
  perform from access.roles r where r.role = 'finance' for no key update;
  if p_user_id = p_by then
    return jsonb_build_object('outcome', 'oneself');
  elsif length(btrim(coalesce(p_reason, ''))) not between 3 and 200 then
    return jsonb_build_object('outcome', 'no_reason');
  elsif not access.has_permission(p_user_id => p_by, p_function => 'ops.disable_person') then
    raise exception 'disabled meanwhile' using errcode = 'LFA60';
  elsif access.has_deciders_without(p_user_id => p_user_id) is not true then
    return jsonb_build_object('outcome', 'last');
  end if;
  update accounts.users u set disabled_at = clock_timestamp(), disabled_by = p_by, disabled_why = btrim(p_reason)
   where u.user_id = p_user_id and u.disabled_at is null;
  if not found then
    return jsonb_build_object('outcome', 'already');
  end if;
  v_sessions := accounts.end_sessions(p_user_id => p_user_id, p_place => null, p_but => null);
  update accounts.one_time_codes c set expires_at = clock_timestamp()
   where c.user_id = p_user_id and c.expires_at > clock_timestamp();
  perform accounts.notify_person(p_user_id => p_user_id, p_key => 'sms_disabled');
  perform audit.record_event(p_action => 'disable_person', p_subject => 'accounts.users:' || p_user_id,
    p_after => jsonb_build_object('reason', btrim(p_reason), 'sessions', v_sessions));
  return jsonb_build_object('outcome', 'disabled', 'sessions', v_sessions);
end $$;
comment on function accounts.disable_person is
  'Outcome disabled (with how many sessions ended; told by SMS), oneself, no_reason, last (nobody could let anybody '
  'in again) or already. Raises LFA60 (who disables was disabled meanwhile).';

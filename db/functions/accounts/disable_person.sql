-- Disables a person at once, because their phone and password were stolen or they act against us. Their roles count for
-- nothing until two people enable them again, and money that they asked for and nobody has sent comes back.
-- Locks: role finance's row, one for all disabling, so that two can't disable each other; then the person's row, their
-- sessions and codes, their payouts and vouchers. Repeat: already. Source: docs/decisions/roles-and-four-eyes.md.
create or replace function accounts.disable_person(p_by bigint, p_user_id bigint, p_reason text) returns jsonb
language plpgsql as $$
declare
  v_sessions int;
begin
  -- One at a time, enabling included.
  perform from access.roles r where r.role = 'finance' for no key update;
  if p_user_id = p_by then
    return jsonb_build_object('outcome', 'oneself');
  elsif length(btrim(coalesce(p_reason, ''))) not between 3 and 200 then
    return jsonb_build_object('outcome', 'no_reason');
  elsif not access.has_permission(p_user_id => p_by, p_function => 'ops.disable_person') then
    raise exception 'the maker was disabled meanwhile' using errcode = 'LFA60';
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
  perform payouts.stop_person(p_user_id => p_user_id);
  perform accounts.notify_person(p_user_id => p_user_id, p_key => 'sms_disabled');
  perform audit.record_event(p_action => 'disable_person', p_subject => 'accounts.users:' || p_user_id,
    p_after => jsonb_build_object('reason', btrim(p_reason), 'sessions', v_sessions));
  return jsonb_build_object('outcome', 'disabled', 'sessions', v_sessions);
end $$;
comment on function accounts.disable_person is
  'Outcome disabled (with how many sessions ended; told by SMS), oneself, no_reason, last (nobody could enable '
  'anybody again) or already. Raises LFA60 (the one who disables was disabled meanwhile).';

-- A phone was stolen together with its password, or somebody turned against us: that person is shut out
-- at once, with every account they hold. Nothing they hold counts until two people let them in again.
-- Source: issue 3; decision 0081. Locks: one for all who disable (role finance's row), so that two can't
-- shut each other out; then the person's accounts, their sessions and codes. Repeat: already.
create or replace function security.disable_person(
  p_by      bigint,
  p_user_id bigint,
  p_reason  text
) returns jsonb
language plpgsql as $$
declare
  v_person   bigint;
  v_accounts bigint[];
  v_disabled bigint[];
  v_sessions int;
begin
  -- One at a time, also those who join accounts or let somebody in.
  perform from security.roles r where r.role = 'finance' for no key update;
  v_person := security.person_of(p_user_id => p_user_id);
  if v_person = security.person_of(p_user_id => p_by) then
    return jsonb_build_object('outcome', 'oneself');
  elsif length(btrim(coalesce(p_reason, ''))) not between 3 and 200 then
    return jsonb_build_object('outcome', 'no_reason');
  elsif not security.may(p_user_id => p_by, p_door => 'ops.disable_person') then
    raise exception 'disabled meanwhile' using errcode = 'LFA60';
  elsif security.decides_without(p_person_id => v_person) is not true then
    return jsonb_build_object('outcome', 'last');
  end if;
  v_accounts := security.accounts_of(p_user_id => p_user_id);
  with gone as (
    update security.users u set disabled_at = clock_timestamp(), disabled_by = p_by, disabled_why = btrim(p_reason)
     where u.user_id = any (v_accounts) and u.disabled_at is null
    returning u.user_id
  )
  select array_agg(g.user_id order by g.user_id) into v_disabled from gone g;
  if v_disabled is null then
    return jsonb_build_object('outcome', 'already');
  end if;
  select sum(security.end_sessions(p_user_id => d.user_id, p_place => null, p_but => null)) into v_sessions from unnest(v_disabled) d(user_id);
  update security.one_time_codes c set expires_at = clock_timestamp()
   where c.user_id = any (v_disabled) and c.expires_at > clock_timestamp();
  perform security.tell_person(p_user_id => d.user_id, p_key => 'sms_disabled') from unnest(v_disabled) d(user_id);
  perform audit.record_event(p_action => 'disable_person', p_subject => 'security.users:' || v_person,
    p_after => jsonb_build_object('accounts', v_disabled, 'reason', btrim(p_reason), 'sessions', v_sessions));
  return jsonb_build_object('outcome', 'disabled', 'accounts', v_disabled, 'sessions', v_sessions);
end $$;
comment on function security.disable_person(bigint, bigint, text) is
  'Outcome disabled (with accounts and how many sessions ended; told by SMS), oneself, no_reason, last (nobody could let anybody in again) or already. Raises LFA60 (who disables was disabled meanwhile).';

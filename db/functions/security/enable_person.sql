-- Two people agreed: whoever was shut out may come in again, with every account they hold. What ended
-- stays ended, and what opened the doors before opens them no more: a new password by code, a new number.
-- Source: decisions 0081, 0091. Locks: the one of security.disable_person, then the person's accounts. Repeat: they are in.
create or replace function security.enable_person(
  p_user_id bigint
) returns void
language plpgsql as $$
declare
  v_accounts bigint[];
  v_enabled  bigint[];
begin
  perform from security.roles r where r.role = 'finance' for no key update;
  v_accounts := security.accounts_of(p_user_id => p_user_id);
  with back as (
    -- An account that was emptied has no disabler, and is nobody's to come back to.
    update security.users u set disabled_at = null, disabled_by = null, disabled_why = null
     where u.user_id = any (v_accounts) and u.disabled_at is not null and u.phone_sealed <> ''
    returning u.user_id
  )
  select array_agg(b.user_id order by b.user_id) into v_enabled from back b;
  perform security.void_secrets(p_user_id => e.user_id) from unnest(v_enabled) e(user_id);
  perform security.tell_person(p_user_id => e.user_id, p_key => 'sms_enabled') from unnest(v_enabled) e(user_id);
  if v_enabled is not null then
    perform audit.record_event(p_action => 'enable_person', p_subject => 'security.users:' || security.person_of(p_user_id => p_user_id),
                               p_after => jsonb_build_object('accounts', v_enabled));
  end if;
end $$;
comment on function security.enable_person(bigint) is
  'Lets a disabled person in again, with nothing of what they signed in with before, and tells them by SMS; who is not disabled is left as they are. Raises nothing.';

-- A device of mine shall be a stranger from now on: sold, lost, or never mine.
-- Source: issue 3, Sign-in (known devices); docs/decisions/sign-in.md. Locks: see accounts.forget_device.
-- Repeat: absent. Forgetting the one that asks ends this session, too.
create or replace function account.forget_device(
  p_session bytea,   -- sha256 of the browser's token
  p_place   text     -- see accounts.known_devices
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_ended   int := accounts.forget_device(p_user_id => v_user_id, p_place => p_place);
begin
  if v_ended is null then
    return access.refuse(p_function => 'account.forget_device', p_subject => 'accounts.devices:' || p_place);
  end if;
  return jsonb_build_object('outcome', 'forgotten', 'sessions', v_ended);
end $$;
comment on function account.forget_device is
  'Outcome forgotten with how many sessions ended there, or absent (no device of theirs). Raises LFA60 (not signed '
  'in).';

-- A SACCO's admin wrote somebody down to propose them for a crew, and nothing came of it: the number and the name that
-- were typed must not stay. The row does, empty and under a hash that is nobody's, because four_eyes_records and the
-- audit log name it.
-- Whoever became anything else meanwhile, or is still proposed, is left alone.
-- Source: issue 3 (limited to what is theirs); docs/decisions/crews-and-trips.md. Locks: the account's row, which new
-- proposals wait for
-- (accounts.ensure_user). Repeat: nothing left to forget.
create or replace function access.forget_proposed(
  p_user_id bigint
) returns boolean
language plpgsql as $$
declare
  v_user accounts.users;
begin
  select u.* into v_user from accounts.users u where u.user_id = p_user_id for update;
  if v_user.introduced_in is null or v_user.password_verifier is not null or v_user.disabled_at is not null
     or exists (select from access.role_grants g where g.user_id = p_user_id)
     or exists (select from access.role_changes c
                 where c.user_id = p_user_id and c.state in ('proposed', 'approved')) then
    return false;
  end if;
  perform accounts.erase_account(p_phone_hash => v_user.phone_hash);
  update accounts.users u set phone_hash = sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
    where u.user_id = p_user_id;
  perform audit.record_event(p_action => 'forget_proposed', p_subject => 'accounts.users:' || p_user_id,
    p_after => null);
  return true;
end $$;
comment on function access.forget_proposed is
  'Whether the account was one that a SACCO''s admin had typed and of which nothing is left but that; then it is '
  'emptied. Raises nothing.';

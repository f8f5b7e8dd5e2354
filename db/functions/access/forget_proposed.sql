-- Erases the phone number and name that a SACCO's admin typed for a proposal that came to nothing. The row stays, empty
-- and under a random hash, because four-eyes records and the audit log name it. Accounts with a password, a role or
-- another proposal are left alone. Source: docs/decisions/crews-and-trips.md. Locks: the account's row, which new
-- proposals wait for (accounts.ensure_user). Repeat: nothing left to erase.
create or replace function access.forget_proposed(p_user_id bigint) returns boolean language plpgsql as $$
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
  'Erases an account that a SACCO''s admin typed and that has nothing else; returns whether it did. Raises nothing.';

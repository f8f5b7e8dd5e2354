-- A person becomes known by their phone, before they have a password.
-- Source: issue 3, Ops pages. Locks: the row of whom we know, lightly: who is just being forgotten
-- (access.forget_proposed) is
-- waited for, and then somebody new. Repeat: a known phone is the person we know, unchanged.
create or replace function accounts.ensure_user(
  p_phone_hash   bytea,
  p_phone_sealed bytea,
  p_last3        text,
  p_name_sealed  bytea,
  p_sacco_id     bigint    -- whose admin writes them down; null: one of us does
) returns bigint
language plpgsql as $$
declare
  v_user_id bigint;
begin
  while v_user_id is null loop
    insert into accounts.users (phone_hash, phone_sealed, phone_last3, name_sealed, introduced_in)
    values (p_phone_hash, p_phone_sealed, p_last3, p_name_sealed, p_sacco_id)
    on conflict (phone_hash) do nothing returning user_id into v_user_id;
    if v_user_id is null then
      select u.user_id into v_user_id from accounts.users u where u.phone_hash = p_phone_hash for key share;
    end if;
  end loop;
  return v_user_id;
end $$;
comment on function accounts.ensure_user is
  'user_id of the person with that phone, registered without a password if new. Raises 23514 (not a hash, or not '
  'three digits).';

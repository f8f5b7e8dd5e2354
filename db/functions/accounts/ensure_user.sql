-- Returns the person with a phone, and creates them without a password when the phone is new.
-- Locks: the row of a known person, lightly. One who is being forgotten (access.forget_proposed) is waited for, then
-- created anew. Repeat: a known phone is the known person, unchanged.
create or replace function accounts.ensure_user(
  p_phone_hash   bytea,
  p_phone_sealed bytea,
  p_last3        text,
  p_name_sealed  bytea,
  p_sacco_id     bigint    -- whose admin registers them; null: our staff
) returns bigint language plpgsql as $$
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
comment on function accounts.ensure_user is 'The user_id. Raises 23514 (not a hash, or not three digits).';

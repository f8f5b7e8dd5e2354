-- Before a password can be checked it is hashed with the person's own salt. A phone we don't know
-- gets a salt too, always the same one, so that neither answer nor time tells who is a customer.
-- Source: decision 0050. Locks: none. Repeat: the same answer.
create or replace function owners.sign_in_salt(
  p_phone_hash bytea   -- keyed look-up hash, so that a salt made from it can't be guessed
) returns table (salt bytea, params text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(u.password_salt, substr(sha256('salt of nobody'::bytea || p_phone_hash), 1, 16)),
         coalesce(u.password_params, security.setting(p_setting => 'password_params'))
    from (select) as nobody
    left join security.users u on u.phone_hash = p_phone_hash
$$;
comment on function owners.sign_in_salt(bytea) is
  'Salt and argon2id parameters to hash a password with; one row for any phone, known or not. Raises nothing.';

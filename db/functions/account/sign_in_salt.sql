-- Returns the salt and parameters to hash a password with before it is checked. An unknown phone gets a constant salt,
-- and the parameters of the person with the next hash, so neither answer nor time reveals who is a customer.
-- Locks: none. Repeat: the same answer. Source: docs/decisions/sign-in.md.
create or replace function account.sign_in_salt(
  p_phone_hash bytea   -- keyed look-up hash, so that a salt made from it can't be guessed
) returns table (salt bytea, params text, wanted text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(u.password_salt, substr(sha256('salt of nobody'::bytea || p_phone_hash), 1, 16)),
         coalesce(u.password_params,
                  (select n.password_params from accounts.users n where n.password_params is not null
                      and n.phone_hash >= p_phone_hash order by n.phone_hash limit 1),
                  (select n.password_params from accounts.users n where n.password_params is not null
                    order by n.phone_hash limit 1), s.wanted),
         s.wanted
    from (select config.setting(p_setting => 'password_params') as wanted) as s
    left join accounts.users u on u.phone_hash = p_phone_hash
$$;
comment on function account.sign_in_salt is
  'One row for any phone: salt and argon2id parameters to hash with, and the parameters of a new one. Raises nothing.';

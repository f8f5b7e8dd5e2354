-- Before a password can be checked it is hashed with the person's own salt. A phone we don't know
-- gets a salt too, always the same one, and is hashed as hard as that of a person whose hash happens to lie
-- next to it, so that neither answer nor time tells who is a customer, also after the setting was changed.
-- Source: docs/decisions/sign-in.md. Locks: none. Repeat: the same answer.
create or replace function account.sign_in_salt(
  p_phone_hash bytea   -- keyed look-up hash, so that a salt made from it can't be guessed
) returns table (salt bytea, params text, wanted text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(u.password_salt, substr(sha256('salt of nobody'::bytea || p_phone_hash), 1, 16)),
         coalesce(u.password_params,
                  (select n.password_params from accounts.users n where n.password_params is not null
                    and n.phone_hash >= p_phone_hash
                    order by n.phone_hash limit 1),
                  (select n.password_params from accounts.users n where n.password_params is not null
                    order by n.phone_hash limit 1), s.wanted),
         s.wanted
    from (select config.setting(p_setting => 'password_params') as wanted) as s
    left join accounts.users u on u.phone_hash = p_phone_hash
$$;
comment on function account.sign_in_salt is
  'Salt and argon2id parameters to hash a password with, and the parameters wanted of a new one; one row for any '
  'phone, known or not. Raises nothing.';

-- Returns the phones after a hash (empty: the first ones) that have a sealed number, in order of the hash. The holder
-- of the look-up key opens the number and sees whether the hash is the one of that key.
-- Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.phones_batch(p_after bytea, p_limit int)
returns table (phone_hash bytea, phone_sealed bytea) language sql stable as $$
  select k.phone_hash, k.phone_sealed
    from (select f.phone_hash, f.phone_sealed from privacy.phones f
          union all
          select u.phone_hash, u.phone_sealed from accounts.users u
           where not exists (select from privacy.phones f
                              where f.phone_hash = u.phone_hash and f.phone_sealed <> '')
          union all
          select w.phone_hash, w.phone_sealed from fleet.owners w
           where not exists (select from accounts.users u where u.phone_hash = w.phone_hash)
             and not exists (select from privacy.phones f
                              where f.phone_hash = w.phone_hash and f.phone_sealed <> '')) k
   where k.phone_hash > p_after and k.phone_sealed <> '' order by k.phone_hash limit p_limit
$$;
comment on function privacy.phones_batch is
  'Up to p_limit phones after a hash; without those whose number was erased. Raises nothing.';

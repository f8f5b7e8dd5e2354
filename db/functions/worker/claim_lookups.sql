-- Phones that nobody touches while the look-up key is changed are moved by the worker: the next few,
-- with their numbers sealed. Then the payers we only know by a hash: nobody can make a new one for them,
-- so those from before the change lose theirs.
-- Source: decision 0077, The look-up key. Locks: the progress row; another worker is told done. Repeat: the next page.
create or replace function worker.claim_lookups(
  p_key_id text,   -- a name for the new key
  p_limit  int     -- rows to look at, 1 to 1000
) returns table (verdict text, sealed_column text, sealed bytea[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_reseal security.reseals;
  v_last   text;
  v_sealed bytea[] := array[]::bytea[];
begin
  if security.setting(p_setting => 'lookup_key_moves') is distinct from 'yes' then
    return query select 'done', null::text, v_sealed;
    return;
  end if;
  insert into security.reseals (sealed_column, key_id)
  select c.sealed_column, p_key_id
    from unnest(array['security.phones.phone_sealed', 'security.users.phone_sealed', 'without a number']) c(sealed_column)
   where not exists (select from security.reseals r where (r.sealed_column, r.key_id) = (c.sealed_column, p_key_id))
  on conflict (sealed_column, key_id) do nothing;
  select r.* into v_reseal from security.reseals r
   where r.key_id = p_key_id and r.finished_at is null order by r.sealed_column limit 1 for update skip locked;
  if not found then
    return query select 'done', null::text, v_sealed;
    return;
  elsif v_reseal.sealed_column = 'without a number' then
    v_last := security.unlink_strangers(p_after => v_reseal.after_key, p_before => v_reseal.started_at, p_limit => least(greatest(p_limit, 1), 1000));
  else
    select (array_agg(p.row_key order by p.place desc))[1], coalesce(array_agg(p.sealed) filter (where p.sealed <> ''), '{}')
      into v_last, v_sealed
      from security.sealed_page(p_sealed_column => v_reseal.sealed_column, p_after => v_reseal.after_key,
                                p_limit => least(greatest(p_limit, 1), 1000)) with ordinality as p(row_key, sealed, place);
  end if;
  perform security.turn_page(p_reseal => v_reseal, p_last => v_last, p_found => 0);
  return query select 'page', v_reseal.sealed_column, v_sealed;
end $$;
comment on function worker.claim_lookups(text, int) is
  'One row. verdict: page (numbers to hash with both keys, then worker.move_phones; ask on) or done (nothing left, or setting lookup_key_moves is no). Raises nothing.';

-- Gives a phone another look-up hash everywhere at once, because the key was changed or because its owner is forgotten
-- and the new hash is nobody's. If somebody has it already, the two become one. Locks: the phone's row and every row
-- that names it, in one order. Repeat: no row has the old hash any more. Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.rename_phone(p_from bytea, p_to bytea) returns int language plpgsql as $$
declare
  v_column record;
  v_moved  int;
  v_all    int := 0;
begin
  if octet_length(p_to) is distinct from 32 then
    raise exception 'a look-up hash must have 32 bytes' using errcode = 'LFV96';
  end if;
  -- Waits for a transaction that is creating an intent or a session for this phone.
  perform from privacy.phones f where f.phone_hash = p_from for update;
  insert into privacy.phones (phone_hash, phone_sealed, phone_last3, lang, first_seen_at)
  select p_to, f.phone_sealed, f.phone_last3, f.lang, f.first_seen_at from privacy.phones f where f.phone_hash = p_from
  on conflict (phone_hash) do nothing;
  for v_column in select c.* from privacy.phone_columns() c where c.when_erased <> 'person' order by 1, 2 loop
    execute format('update %I.%I set %3$I = $2 where %3$I = $1', v_column.schema_name, v_column.table_name,
      v_column.column_name) using p_from, p_to;
    get diagnostics v_moved = row_count;
    v_all := v_all + v_moved;
  end loop;
  update accounts.users u set phone_hash = p_to
   where u.phone_hash = p_from and not exists (select from accounts.users o where o.phone_hash = p_to);
  get diagnostics v_moved = row_count;
  v_all := v_all + v_moved;
  update fleet.owners w set phone_hash = p_to
   where w.phone_hash = p_from and not exists (select from fleet.owners o where o.phone_hash = p_to);
  get diagnostics v_moved = row_count;
  v_all := v_all + v_moved;
  v_all := v_all + loyalty.rename_account(p_from => p_from, p_to => p_to);
  update messaging.outbox o set payload = jsonb_set(o.payload, '{phone_hash}', to_jsonb(encode(p_to, 'hex')))
   where o.payload ->> 'phone_hash' = encode(p_from, 'hex');
  update mobile_money.mpesa_callbacks k set fields = jsonb_set(k.fields, '{payer_hash}', to_jsonb(p_to::text))
   where k.outcome = 'pending' and k.fields ->> 'payer_hash' = p_from::text;
  delete from privacy.phones f where f.phone_hash = p_from;
  get diagnostics v_moved = row_count;
  return v_all + v_moved;
end $$;
comment on function privacy.rename_phone is
  'Returns how many rows it moved. Raises LFV96 (the new value is not a hash).';

-- Registers an owner in a SACCO, known by the phone, and proposes that this person may see and decide about what is
-- theirs; finance approves. A SACCO that types a phone which another knows does not learn whose it is: the name must
-- be the same. Locks: the phone it inserts; see accounts.ensure_user. Repeat: known; proposed again, if nobody can sign
-- in for the owner and no proposal waits (finance declined it, or it expired).
-- Source: docs/decisions/onboarding.md.
create or replace function fleet.register_owner(
  p_made_by  bigint,   -- null: the command line
  p_sacco_id bigint,
  p_typed    jsonb,    -- name; as hex phone_hash, phone_sealed, name_sealed, id_number_sealed; last3
  p_party    text      -- staff, or the SACCO's own admin (sacco)
) returns jsonb language plpgsql as $$
declare
  v_name       text := regexp_replace(btrim(p_typed ->> 'name'), '\s+', ' ', 'g');
  v_phone_hash bytea := decode(p_typed ->> 'phone_hash', 'hex');
  v_owner      fleet.owners;
  v_outcome    text := 'registered';
begin
  if length(v_name) between 2 and 80 is not true then
    return jsonb_build_object('outcome', 'name_wrong');
  elsif v_phone_hash is null then
    return jsonb_build_object('outcome', 'phone_wrong');
  end if;
  insert into fleet.owners (name, phone_hash, phone_sealed, phone_last3, id_number_sealed)
  values (v_name, v_phone_hash, decode(p_typed ->> 'phone_sealed', 'hex'), p_typed ->> 'last3',
          decode(p_typed ->> 'id_number_sealed', 'hex'))
  on conflict (phone_hash) do nothing returning * into v_owner;
  if v_owner.owner_id is null then
    select o.* into v_owner from fleet.owners o where o.phone_hash = v_phone_hash;
    if lower(v_owner.name) <> lower(v_name) and p_party = 'sacco' then
      return jsonb_build_object('outcome', 'other_name');
    end if;
    v_outcome := 'known';
  end if;
  insert into fleet.sacco_memberships (sacco_id, owner_id) values (p_sacco_id, v_owner.owner_id)
  on conflict (sacco_id, owner_id) where valid_to is null do nothing;
  if not exists (select from access.role_grants g where g.role = 'owner' and g.scope_kind = 'owner'
                    and g.scope_id = v_owner.owner_id and (g.valid_to is null or g.valid_to > clock_timestamp()))
     and not exists (select from access.role_changes c where c.kind = 'grant' and c.role = 'owner'
                        and c.scope_id = v_owner.owner_id and c.state = 'proposed') then
    perform fleet.propose_person(p_made_by => p_made_by, p_typed => p_typed, p_role => 'owner',
      p_scope_id => v_owner.owner_id, p_sacco_id => case p_party when 'sacco' then p_sacco_id end);
  end if;
  return jsonb_build_object('outcome', v_outcome, 'owner_id', v_owner.owner_id,
    'find', case when (select count(*) from fleet.sacco_memberships m
                        where m.sacco_id = p_sacco_id and m.valid_to is null) > 50 then v_owner.phone_last3 end);
end $$;
comment on function fleet.register_owner is
  'Outcome registered or known (with owner_id, and find: what to find them by, if the SACCO has more owners than '
  'fleet.sacco_page lists), name_wrong (2 to 80 letters), phone_wrong (none) or other_name (another '
  'SACCO knows this phone under another name). Raises 23514 (not a hash, or not three digits).';

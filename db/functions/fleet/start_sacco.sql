-- Registers a SACCO and proposes its first admin, if a phone was typed; finance approves. Locks and repeat: as
-- fleet.register_sacco.
create or replace function fleet.start_sacco(
  p_made_by bigint,
  p_typed   jsonb     -- sacco; of the admin, as hex: phone_hash, phone_sealed, name_sealed; last3
) returns jsonb language plpgsql as $$
declare
  v_document jsonb := fleet.register_sacco(p_name => p_typed ->> 'sacco');
begin
  if v_document ->> 'outcome' = 'registered' then
    perform fleet.propose_person(p_made_by => p_made_by, p_typed => p_typed, p_role => 'sacco_admin',
      p_scope_id => (v_document ->> 'sacco_id')::bigint, p_sacco_id => null);
  end if;
  return v_document;
end $$;
comment on function fleet.start_sacco is 'Outcome of fleet.register_sacco. Raises 23514 (not a hash, or not digits).';

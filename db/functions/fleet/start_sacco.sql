-- Registers a SACCO and proposes its first admin, if a phone was typed; finance approves. Locks and repeat: as
-- fleet.register_sacco.
create or replace function fleet.start_sacco(
  p_made_by bigint,
  p_typed   jsonb     -- sacco; of the admin, as hex: phone_hash, phone_sealed, name_sealed; last3
) returns jsonb language plpgsql as $$
declare
  v_document jsonb := fleet.register_sacco(p_name => p_typed ->> 'sacco');
  v_user_id  bigint;
begin
  if v_document ->> 'outcome' = 'registered' and p_typed ->> 'phone_hash' is not null then
    v_user_id := accounts.ensure_user(p_phone_hash => decode(p_typed ->> 'phone_hash', 'hex'),
      p_phone_sealed => decode(p_typed ->> 'phone_sealed', 'hex'), p_last3 => p_typed ->> 'last3',
      p_name_sealed => decode(p_typed ->> 'name_sealed', 'hex'), p_sacco_id => null);
    perform access.propose_grant(p_made_by => p_made_by, p_user_id => v_user_id, p_role => 'sacco_admin',
      p_scope_id => (v_document ->> 'sacco_id')::bigint, p_valid_from => null, p_valid_to => null,
      p_reason => 'new SACCO');
  end if;
  return v_document;
end $$;
comment on function fleet.start_sacco is 'Outcome of fleet.register_sacco. Raises 23514 (not a hash, or not digits).';

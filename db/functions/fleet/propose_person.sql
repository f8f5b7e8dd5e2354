-- Proposes that the person with a typed phone gets a role, who is registered if need be. Locks: see
-- accounts.ensure_user. Repeat: as access.propose_grant.
create or replace function fleet.propose_person(
  p_made_by  bigint,
  p_typed    jsonb,    -- as hex phone_hash, phone_sealed, name_sealed; last3. Without a phone nobody is proposed
  p_role     text,
  p_scope_id bigint,
  p_sacco_id bigint    -- whose admin typed it; null: staff
) returns void language plpgsql as $$
declare
  v_user_id bigint;
begin
  if p_made_by is null or p_typed ->> 'phone_hash' is null then
    return;
  end if;
  v_user_id := accounts.ensure_user(p_phone_hash => decode(p_typed ->> 'phone_hash', 'hex'),
    p_phone_sealed => decode(p_typed ->> 'phone_sealed', 'hex'), p_last3 => p_typed ->> 'last3',
    p_name_sealed => decode(p_typed ->> 'name_sealed', 'hex'), p_sacco_id => p_sacco_id);
  perform access.propose_grant(p_made_by => p_made_by, p_user_id => v_user_id, p_role => p_role,
    p_scope_id => p_scope_id, p_valid_from => null, p_valid_to => null, p_reason => 'onboarding');
end $$;
comment on function fleet.propose_person is 'Proposes at most once. Raises 23514 (not a hash, or not three digits).';

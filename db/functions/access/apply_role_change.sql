-- Grants, revokes or enables, after two people agreed to it. Source: docs/decisions/roles-and-four-eyes.md. Locks: to
-- revoke, role finance's row as accounts.disable_person; to enable, see accounts.enable_person. Repeat: called once.
create or replace function access.apply_role_change(p_change access.role_changes, p_decided_by bigint) returns void
language plpgsql as $$
declare
  v_now   timestamptz := clock_timestamp();
  v_could boolean;
begin
  case p_change.kind
  when 'grant' then
    insert into access.role_grants (user_id, role, scope_kind, scope_id, valid_from, valid_to, granted_by)
    values (p_change.user_id, p_change.role, p_change.scope_kind, p_change.scope_id,
            greatest(p_change.valid_from, v_now), p_change.valid_to, p_decided_by);
    perform accounts.notify_let_in(p_user_id => p_change.user_id, p_role => p_change.role);
  when 'enable' then
    perform accounts.enable_person(p_user_id => p_change.user_id);
  when 'revoke' then
    perform from access.roles r where r.role = 'finance' for no key update;
    v_could := access.is_decidable(p_without => null);
    -- A grant that has not begun ends when it begins.
    update access.role_grants g set valid_to = greatest(v_now, g.valid_from + interval '1 microsecond')
     where g.grant_id = p_change.grant_id and (g.valid_to is null or g.valid_to > v_now);
    if v_could and not access.is_decidable(p_without => null) then
      raise exception 'nobody would be left to propose and decide' using errcode = 'LFC75';
    end if;
  end case;
end $$;
comment on function access.apply_role_change is
  'Grants, revokes or enables as the proposal says. Raises LFC75 (no two people would be left to decide).';

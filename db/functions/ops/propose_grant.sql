-- Proposes that somebody gets a role; a finance officer decides. An owner is named by a plate where two have one name.
-- Source: docs/decisions/roles-and-four-eyes.md.
-- Locks: see access.propose_grant. Repeat: waiting.
create or replace function ops.propose_grant(
  p_session  bytea,
  p_user_id  text,
  p_role     text,
  p_scope    text,    -- as typed: plate, name or number; empty for roles of the platform
  p_from     text,    -- a market day; null or empty: from the decision on
  p_to       text,    -- the last market day; null or empty: until revoked
  p_reason   text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_caller_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_person_id  bigint := (select u.user_id from accounts.users u where u.user_id::text = p_user_id);
  v_document jsonb;
  v_kind    text := (select r.scope_kind from access.roles r where r.role = p_role);
  v_scope   bigint := case v_kind
    when 'vehicle' then fleet.find_vehicle(p_account => p_scope, p_at => clock_timestamp())
    when 'sacco' then (select min(s.sacco_id) from fleet.saccos s where s.sacco_id::text = btrim(p_scope)
                          or lower(s.name) = lower(btrim(p_scope)) having count(*) = 1)
    when 'owner' then (select min(o.owner_id) from fleet.owners o where o.owner_id::text = btrim(p_scope)
                          or lower(o.name) = lower(btrim(p_scope))
                          or exists (select from fleet.vehicle_owners h join fleet.vehicles v using (vehicle_id)
                                      where h.owner_id = o.owner_id and h.valid_to is null
                                        and v.plate = fleet.normal_plate(p_text => p_scope)) having count(*) = 1) end;
begin
  if v_person_id is null or not access.has_permission(p_user_id => v_caller_id, p_function => 'ops.propose_grant') then
    return access.refuse(p_function => 'ops.propose_grant', p_subject => 'accounts.users:' || p_user_id);
  elsif v_scope is null and btrim(p_scope) <> '' then
    return jsonb_build_object('outcome', 'no_scope');
  end if;
  v_document := access.propose_grant(p_made_by => v_caller_id, p_user_id => v_person_id, p_role => p_role,
    p_scope_id => v_scope,
    p_valid_from => access.parse_day(p_text => p_from)::timestamp at time zone v_zone,
    p_valid_to => (access.parse_day(p_text => p_to) + 1)::timestamp at time zone v_zone, p_reason => p_reason);
  perform access.require_permission(p_session => p_session, p_function => 'ops.propose_grant');
  return v_document;
end $$;
comment on function ops.propose_grant is
  'Outcome of access.propose_grant, no_scope (also when more than one SACCO or owner has that name), or absent (no '
  'such person, or not allowed). Raises LFA60, LFA61, LFV81 (not a day).';

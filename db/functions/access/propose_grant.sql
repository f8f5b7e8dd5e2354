-- Proposes that a person gets a role; a second person decides. Source: docs/decisions/roles-and-four-eyes.md.
-- Locks: none. Repeat: waiting, while the first proposal is open.
create or replace function access.propose_grant(
  p_made_by    bigint,
  p_user_id    bigint,        -- who gets the role
  p_role       text,
  p_scope_id   bigint,        -- whose; null for roles of the platform
  p_valid_from timestamptz,   -- null: from the decision on
  p_valid_to   timestamptz,   -- null: until revoked
  p_reason     text
) returns jsonb language plpgsql as $$
declare
  v_kind    text := (select r.scope_kind from access.roles r where r.role = p_role and r.scope_kind <> 'self');
  v_now     timestamptz := clock_timestamp();
  v_blocker text := access.grant_blockers(p_valid_from => p_valid_from, p_valid_to => p_valid_to, p_reason => p_reason);
  v_change  bigint;
begin
  if v_kind is null or (v_kind = 'platform') <> (p_scope_id is null)
     or (v_kind = 'vehicle' and not exists (select from fleet.vehicles v
                                             where v.vehicle_id = p_scope_id and v.state = 'active')) then
    return jsonb_build_object('outcome', 'no_scope');
  elsif p_made_by = p_user_id then
    return jsonb_build_object('outcome', 'same_person');
  elsif v_blocker is not null then
    return jsonb_build_object('outcome', v_blocker);
  elsif exists (select from access.role_grants g
                 where g.user_id = p_user_id and g.role = p_role and g.scope_id is not distinct from p_scope_id
                   and g.valid_from <= v_now and g.valid_to is null) then
    return jsonb_build_object('outcome', 'held');
  end if;
  insert into access.role_changes (kind, user_id, role, scope_kind, scope_id, valid_from, valid_to, reason, made_by)
  values ('grant', p_user_id, p_role, v_kind, p_scope_id, p_valid_from, p_valid_to, btrim(p_reason), p_made_by)
  on conflict do nothing returning change_id into v_change;
  if v_change is null then
    return jsonb_build_object('outcome', 'waiting');
  end if;
  perform access.record_four_eyes(p_user_id => p.user_id, p_part => p.part,
                                  p_subject => 'access.role_changes:' || v_change)
     from (values (p_user_id, 'concerned'), (p_made_by, 'maker')) p(user_id, part);
  return jsonb_build_object('outcome', 'proposed', 'change_id', v_change);
end $$;
comment on function access.propose_grant is
  'Outcome proposed (with change_id), no_scope (the role is not held there, or the vehicle is closed), same_person '
  '(nobody proposes for themselves), no_reason, bad_time (ends before it begins, or in the past), held (they have it '
  'already) or waiting (proposed already). Raises nothing.';

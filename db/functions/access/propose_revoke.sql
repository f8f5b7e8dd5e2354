-- Proposes that a person loses a role; a second person decides. Source: docs/decisions/roles-and-four-eyes.md.
-- Locks: none. Repeat: waiting, while the first proposal is open.
create or replace function access.propose_revoke(p_made_by bigint, p_grant_id bigint, p_reason text) returns jsonb
language plpgsql as $$
declare
  v_grant  access.role_grants;
  v_change bigint;
begin
  select g.* into v_grant from access.role_grants g
   where g.grant_id = p_grant_id and (g.valid_to is null or g.valid_to > clock_timestamp());
  if not found then
    return jsonb_build_object('outcome', 'gone');
  elsif p_made_by = v_grant.user_id then
    return jsonb_build_object('outcome', 'same_person');
  elsif length(btrim(coalesce(p_reason, ''))) not between 3 and 200 then
    return jsonb_build_object('outcome', 'no_reason');
  end if;
  insert into access.role_changes (kind, user_id, role, scope_kind, scope_id, grant_id, reason, made_by)
  values ('revoke', v_grant.user_id, v_grant.role, v_grant.scope_kind, v_grant.scope_id, p_grant_id, btrim(p_reason),
          p_made_by) on conflict do nothing returning change_id into v_change;
  if v_change is null then
    return jsonb_build_object('outcome', 'waiting');
  end if;
  perform access.record_four_eyes(p_user_id => p.user_id, p_part => p.part,
                                  p_subject => 'access.role_changes:' || v_change)
     from (values (v_grant.user_id, 'concerned'), (p_made_by, 'maker')) p(user_id, part);
  return jsonb_build_object('outcome', 'proposed', 'change_id', v_change);
end $$;
comment on function access.propose_revoke is 'Outcome proposed (with change_id), gone (no such grant, or it has '
  'ended), same_person (nobody proposes about themselves), no_reason or waiting (proposed already). Raises nothing.';

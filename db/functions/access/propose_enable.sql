-- Proposes to enable a disabled person again; a second person decides. Source: docs/decisions/roles-and-four-eyes.md.
-- Locks: none. Repeat: waiting, while the first proposal is open.
create or replace function access.propose_enable(p_made_by bigint, p_user_id bigint, p_reason text) returns jsonb
language plpgsql as $$
declare
  v_change bigint;
begin
  if p_made_by = p_user_id then
    return jsonb_build_object('outcome', 'same_person');
  elsif length(btrim(coalesce(p_reason, ''))) not between 3 and 200 then
    return jsonb_build_object('outcome', 'no_reason');
  elsif not exists (select from accounts.users u
                     where u.user_id = p_user_id and u.disabled_at is not null and u.phone_sealed <> '') then
    return jsonb_build_object('outcome', 'not_disabled');
  end if;
  insert into access.role_changes (kind, user_id, role, scope_kind, scope_id, reason, made_by)
  values ('enable', p_user_id, 'person', 'self', p_user_id, btrim(p_reason), p_made_by)
  on conflict do nothing returning change_id into v_change;
  if v_change is null then
    return jsonb_build_object('outcome', 'waiting');
  end if;
  perform access.record_four_eyes(p_user_id => p.user_id, p_part => p.part,
                                  p_subject => 'access.role_changes:' || v_change)
     from (values (p_user_id, 'concerned'), (p_made_by, 'maker')) p(user_id, part);
  return jsonb_build_object('outcome', 'proposed', 'change_id', v_change);
end $$;
comment on function access.propose_enable is 'Outcome proposed (with change_id), same_person (nobody proposes for '
  'themselves), no_reason, not_disabled (or erased) or waiting (proposed already). Raises nothing.';

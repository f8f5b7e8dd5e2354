-- Two accounts should count as one person's, or one should no longer count with the others: one person says so, and
-- why; nothing changes yet. Joined wrongly, two who check each other can check nothing.
-- Source: issue 3, Roles (maker and checker); decision 0088. Locks: none.
-- Repeat: while the same proposal waits, it is the one.
create or replace function security.propose_join(
  p_made_by bigint,
  p_act     text,     -- join or separate
  p_user_id bigint,   -- separate: the account that leaves the others
  p_other   bigint,   -- separate: one of those
  p_reason  text
) returns jsonb
language plpgsql as $$
declare
  v_hindered text := security.joining_hindered(p_act => p_act, p_user_id => p_user_id, p_other => p_other);
  v_change   bigint;
begin
  if security.person_of(p_user_id => p_made_by) in (security.person_of(p_user_id => p_user_id), security.person_of(p_user_id => p_other)) then
    return jsonb_build_object('outcome', 'same_person');
  elsif length(btrim(coalesce(p_reason, ''))) not between 3 and 200 then
    return jsonb_build_object('outcome', 'no_reason');
  elsif v_hindered is not null then
    return jsonb_build_object('outcome', v_hindered);
  end if;
  insert into security.role_changes (act, user_id, other_user_id, role, scope_kind, scope_id, reason, made_by)
  values (p_act, p_user_id, p_other, 'person', 'self', p_user_id, btrim(p_reason), p_made_by)
  on conflict do nothing returning change_id into v_change;
  if v_change is null then
    return jsonb_build_object('outcome', 'waiting');
  end if;
  perform security.take_duty(p_user_id => p_user_id, p_duty => 'concerned', p_subject => 'security.role_changes:' || v_change),
          security.take_duty(p_user_id => p_other, p_duty => 'concerned_too', p_subject => 'security.role_changes:' || v_change),
          security.take_duty(p_user_id => p_made_by, p_duty => 'maker', p_subject => 'security.role_changes:' || v_change);
  return jsonb_build_object('outcome', 'proposed', 'change_id', v_change);
end $$;
comment on function security.propose_join(bigint, text, bigint, bigint, text) is
  'Outcome proposed (with change_id), same_person (nobody proposes about themselves), no_reason, waiting (proposed already), or what security.joining_hindered says. Raises nothing.';

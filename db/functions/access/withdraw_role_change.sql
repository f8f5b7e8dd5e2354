-- Withdraws a maker's own proposal about a role that nobody has decided. Source: docs/decisions/crews-and-trips.md.
-- Locks: the proposal's row, so that it is either withdrawn or decided; then as access.forget_proposed.
-- Repeat: withdrawn.
create or replace function access.withdraw_role_change(p_user_id bigint, p_change_id bigint) returns text
language plpgsql as $$
declare
  v_change access.role_changes;
begin
  select c.* into v_change from access.role_changes c where c.change_id = p_change_id for update;
  if not found then
    return 'gone';
  elsif p_user_id is distinct from v_change.made_by then
    return 'not_maker';
  elsif v_change.state <> 'proposed' then
    return v_change.state;
  end if;
  update access.role_changes c set state = 'withdrawn', decided_at = clock_timestamp() where c.change_id = p_change_id;
  perform access.forget_proposed(p_user_id => v_change.user_id);
  return 'withdrawn';
end $$;
comment on function access.withdraw_role_change is 'Outcome withdrawn (also when it was before), approved or declined '
  '(decided first), not_maker (somebody else''s) or gone (no such proposal). Raises nothing.';

-- Withdraws a maker's own proposal that nobody has decided. The audit log keeps it.
-- Source: docs/decisions/configuration.md. Locks: the proposal's row, so that it is either withdrawn or decided.
-- Repeat: withdrawn.
create or replace function config.withdraw_config(p_user_id bigint, p_change_id bigint) returns text
language plpgsql as $$
declare
  v_change config.config_changes;
begin
  select c.* into v_change from config.config_changes c where c.change_id = p_change_id for update;
  if not found then
    return 'gone';
  elsif p_user_id is distinct from v_change.made_by then
    return 'not_maker';
  elsif v_change.state <> 'proposed' then
    return v_change.state;
  end if;
  update config.config_changes c set state = 'withdrawn', decided_at = clock_timestamp()
   where c.change_id = p_change_id;
  return 'withdrawn';
end $$;
comment on function config.withdraw_config is 'Outcome withdrawn (also when it was before), approved or declined '
  '(decided first), not_maker (somebody else''s) or gone (no such proposal). Raises nothing.';

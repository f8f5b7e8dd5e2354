-- Decides how one or many breaks end, as another person proposed. Locks: see recon.decide_resolution; breaks in the
-- order of their ids. Repeat: a decision stays. Source: docs/decisions/reconciliation.md.
create or replace function ops.decide_resolution(
  p_session   bytea,
  p_break_ids text,   -- separated by commas
  p_decision  text,   -- approved, declined
  p_seen      text default ''   -- the proposals that the page showed, separated by commas; empty: not said
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_ids      bigint[] := recon.break_ids(p_text => p_break_ids);
  v_id       bigint;
  v_seen     bigint[] := nullif(array(select i::bigint from string_to_table(left(p_seen, 4000), ',') i
                                       where i ~ '^[0-9]{1,18}$'), '{}');
  v_outcomes text[] := array[]::text[];
begin
  if v_ids = '{}' or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.decide_resolution') then
    return access.refuse(p_function => 'ops.decide_resolution', p_subject => 'recon.breaks:' || left(p_break_ids, 50));
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  foreach v_id in array v_ids loop
    v_outcomes := v_outcomes || recon.decide_resolution(p_user_id => v_user_id, p_break_id => v_id,
                                                        p_decision => p_decision, p_seen => v_seen);
  end loop;
  perform access.require_permission(p_session => p_session, p_function => 'ops.decide_resolution');
  return recon.outcome_of_many(p_outcomes => v_outcomes, p_done => array[p_decision]);
end $$;
comment on function ops.decide_resolution is 'outcome (of those that went, else of the first that did not; see '
  'recon.decide_resolution), done and left (how many), or absent (no such break, or not allowed). Raises LFA60, LFA61, '
  'LFA86, LFC76, LFV98.';

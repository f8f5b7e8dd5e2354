-- Proposes how one or many breaks end, for the same reason. Locks: see recon.propose_resolution. Repeat: proposed.
-- Source: docs/decisions/reconciliation.md.
create or replace function ops.propose_resolution(
  p_session    bytea,
  p_break_ids  text,   -- separated by commas
  p_resolution text,
  p_reason     text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_ids      bigint[] := recon.break_ids(p_text => p_break_ids);
  v_outcomes text[];
begin
  if v_ids = '{}' or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.propose_resolution') then
    return access.refuse(p_function => 'ops.propose_resolution', p_subject => 'recon.breaks:' || left(p_break_ids, 50));
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  select array_agg(recon.propose_resolution(p_user_id => v_user_id, p_break_id => i.id,
                                            p_resolution => p_resolution, p_reason => p_reason) order by i.id)
    into v_outcomes from unnest(v_ids) i(id);
  perform access.require_permission(p_session => p_session, p_function => 'ops.propose_resolution');
  return recon.outcome_of_many(p_outcomes => v_outcomes, p_done => array['proposed', 'reversal']);
end $$;
comment on function ops.propose_resolution is 'outcome (of those that went, else of the first that did not; see '
  'recon.propose_resolution), done and left (how many), or absent (no such break, or not allowed). Raises LFA60, '
  'LFA61, LFA86.';

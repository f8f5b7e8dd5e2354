-- Approves, declines or withdraws a proposed change of the fare board, by another official of the SACCO.
-- Locks and repeat: see fleet.decide_fares. Source: docs/decisions/fare-board.md.
create or replace function sacco.decide_fares(
  p_session bytea, p_proposal_id text, p_decision text, p_reason text default null
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id     bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids   bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.decide_fares', p_scope_kind => 'sacco');
  v_document    jsonb;
  v_proposal_id bigint := (select p.proposal_id from fleet.fare_proposals p
                            where p.proposal_id::text = p_proposal_id and p.sacco_id = any (v_sacco_ids));
begin
  if v_proposal_id is null then
    return access.refuse(p_function => 'sacco.decide_fares', p_subject => 'fleet.fare_proposals:' || p_proposal_id);
  end if;
  v_document := jsonb_build_object(
    'outcome', fleet.decide_fares(p_decided_by => v_user_id, p_proposal_id => v_proposal_id, p_decision => p_decision,
                                  p_reason => p_reason, p_at => clock_timestamp()),
    'route_id', (select p.route_id from fleet.fare_proposals p where p.proposal_id = v_proposal_id));
  perform access.require_permission(p_session => p_session, p_function => 'sacco.decide_fares',
                                    p_scope_ids => v_sacco_ids);
  return v_document;
end $$;
comment on function sacco.decide_fares is
  'Outcomes of fleet.decide_fares and route_id, or absent (no such proposal, or not theirs). Raises LFA60, LFA61, '
  'LFV80 (decision).';

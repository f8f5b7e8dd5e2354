-- Agrees to a split that the other side proposed, declines it, or withdraws one's own, by its owner.
-- Locks and repeat: see fares.decide_split. Source: docs/decisions/onboarding.md.
create or replace function owners.decide_split(
  p_session bytea, p_proposal_id text, p_decision text, p_reason text default null
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id     bigint := accounts.signed_in_user(p_session => p_session);
  v_owner_ids   bigint[] := access.scope_ids(v_user_id, p_function => 'owners.decide_split', p_scope_kind => 'owner');
  v_document    jsonb;
  v_proposal_id bigint := (select p.proposal_id from fares.split_proposals p
                            where p.proposal_id::text = p_proposal_id and p.owner_id = any (v_owner_ids));
begin
  if v_proposal_id is null then
    return access.refuse(p_function => 'owners.decide_split', p_subject => 'fares.split_proposals:' || p_proposal_id);
  end if;
  v_document := jsonb_build_object('outcome', fares.decide_split(p_decided_by => v_user_id, p_side => 'owner',
                              p_proposal_id => v_proposal_id, p_decision => p_decision, p_reason => p_reason),
    'plate', (select v.plate from fares.split_proposals p join fleet.vehicles v using (vehicle_id)
               where p.proposal_id = v_proposal_id));
  perform access.require_permission(p_session => p_session, p_function => 'owners.decide_split',
                                    p_scope_ids => v_owner_ids);
  return v_document;
end $$;
comment on function owners.decide_split is
  'Outcomes of fares.decide_split and the plate, or absent (no such proposal, or not theirs). Raises LFA60, LFA61, '
  'LFV80 (decision).';

-- Posts or declines a journal that another person proposed. Locks: see ledger.decide_manual. Repeat: a decision stays.
-- Source: docs/runbooks/manual_journal.md.
create or replace function ops.decide_journal(p_session bytea, p_manual_id text, p_decision text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_id      bigint := (select m.manual_id from ledger.manual_journals m where m.manual_id::text = p_manual_id);
  v_outcome text;
begin
  if v_id is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.decide_journal') then
    return access.refuse(p_function => 'ops.decide_journal', p_subject => 'ledger.manual_journals:' || p_manual_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := ledger.decide_manual(p_user_id => v_user_id, p_manual_id => v_id, p_decision => p_decision);
  perform access.require_permission(p_session => p_session, p_function => 'ops.decide_journal');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.decide_journal is 'Outcomes of ledger.decide_manual, or absent (no such proposal, or not '
  'allowed). Raises LFA60, LFA61, LFA86, LFV98.';

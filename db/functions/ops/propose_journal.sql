-- Proposes a journal by hand. Locks: see ledger.propose_manual. Repeat: another proposal.
-- Source: docs/runbooks/manual_journal.md.
create or replace function ops.propose_journal(
  p_session  bytea,
  p_from     text,   -- as ledger.manual_plan
  p_to       text,
  p_amount   text,
  p_corrects text,
  p_reason   text,
  p_document text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.propose_journal') then
    return access.refuse(p_function => 'ops.propose_journal', p_subject => 'finance pages');
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := ledger.propose_manual(p_made_by => v_user_id, p_from => p_from, p_to => p_to, p_amount => p_amount,
    p_corrects => p_corrects, p_reason => p_reason, p_document => p_document);
  perform access.require_permission(p_session => p_session, p_function => 'ops.propose_journal');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.propose_journal is 'Outcomes of ledger.propose_manual, or absent (not allowed). Raises LFA60, '
  'LFA61, LFA86.';

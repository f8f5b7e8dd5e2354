-- Asks M-Pesa again about a payment whose money is held. Source: docs/decisions/holds-and-verification.md. Locks: see
-- mobile_money.ask_again. Repeat: absent, it is being asked.
create or replace function ops.ask_status_again(p_session bytea, p_receipt text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
begin
  if not exists (select from mobile_money.verifications v
                  where v.receipt = p_receipt and v.state in ('unknown', 'differs'))
     or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.ask_status_again') then
    return access.refuse(p_function => 'ops.ask_status_again', p_subject => 'mobile_money.verifications:' || p_receipt);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  perform mobile_money.ask_again(p_receipt => p_receipt, p_by => 'user:' || v_user_id);
  perform access.require_permission(p_session => p_session, p_function => 'ops.ask_status_again');
  return jsonb_build_object('outcome', 'retried');
end $$;
comment on function ops.ask_status_again is
  'Outcome retried, or absent (no such payment waits, or not allowed). Raises LFA60, LFA61, LFA86, LFN43 (asked again '
  'meanwhile).';

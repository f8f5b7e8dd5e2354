-- Opens a dispute for a passenger who called or came, by staff. One of a fare that was moved is about it where it is
-- now. Locks: see fares.open_dispute. Repeat: known.
create or replace function ops.open_dispute(p_session bytea, p_receipt text, p_why text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.open_dispute')
     or not exists (select from fares.fares f where f.receipt = p_receipt)
     or p_why is null or p_why not in ('not_my_vehicle', 'paid_twice', 'not_carried', 'other') then
    return access.refuse(p_function => 'ops.open_dispute', p_subject => 'fares.fares:' || p_receipt);
  end if;
  v_outcome := fares.open_dispute(p_receipt => p_receipt, p_phone_hash => null, p_why => p_why, p_channel => 'staff',
                                  p_opened_by => v_user_id);
  perform access.require_permission(p_session => p_session, p_function => 'ops.open_dispute');
  return jsonb_build_object('outcome', v_outcome, 'dispute_id', (select d.dispute_id
    from fares.disputes d where d.receipt = coalesce((select m.to_receipt from fares.moves m
                                                       where m.receipt = p_receipt), p_receipt)));
end $$;
comment on function ops.open_dispute is 'Outcome opened or known (it was disputed before), with dispute_id; or absent '
  '(no such fare or reason, or not allowed). Raises LFA60, LFA61.';

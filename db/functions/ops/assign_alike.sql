-- Assigns several payments of one wrong account to a vehicle, each as ops.assign_suspense does it: with its cap, and
-- the larger ones only proposed. Locks: as ops.assign_suspense, one payment after the other. Repeat: nothing is left.
create or replace function ops.assign_alike(
  p_session    bytea,
  p_receipt    text,   -- one of them
  p_vehicle_id text,
  p_reason     text    -- for the second person, of larger payments
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_outcomes text[] := array[]::text[];
  v_receipt  text;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.assign_alike')
     or not exists (select from fleet.vehicles v where v.vehicle_id::text = p_vehicle_id)
     or not exists (select from mobile_money.payments p where p.receipt = p_receipt and p.state <> 'posted') then
    return access.refuse(p_function => 'ops.assign_alike', p_subject => 'mobile_money.payments:' || p_receipt);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  for v_receipt in select a.receipt from mobile_money.alike_in_suspense(p_receipt => p_receipt) a loop
    v_outcomes := v_outcomes || (ops.assign_suspense(p_session => p_session, p_receipt => v_receipt,
      p_vehicle_id => p_vehicle_id, p_reason => p_reason) ->> 'outcome');
  end loop;
  perform access.require_permission(p_session => p_session, p_function => 'ops.assign_alike');
  return jsonb_build_object('outcome', 'done', 'placed', cardinality(array_positions(v_outcomes, 'placed')),
    'proposed', cardinality(array_positions(v_outcomes, 'proposed')), 'of', cardinality(v_outcomes));
end $$;
comment on function ops.assign_alike is 'Outcome done with how many were placed, how many only proposed, and of how '
  'many (the rest stays: over the cap, no split then, or a proposal waits), or absent (no such payment or vehicle, or '
  'not allowed). Raises what ops.assign_suspense raises.';

-- Records that a vehicle broke down on a trip, and gives the rest of the way back as credit to everybody who has not
-- reached their stage. Who can't have credit, because nobody knows who paid, is counted. Locks: the trip's row, all of
-- its fares, lowest receipt first, then see fares.refund. Repeat: known; a trip breaks down once.
-- Source: docs/decisions/change-and-credit.md.
create or replace function fares.break_down(
  p_trip_id  bigint,
  p_stage_id bigint,       -- where
  p_user_id  bigint,       -- of the crew
  p_at       timestamptz
) returns jsonb language plpgsql as $$
declare
  v_part   record;
  v_seats  int    := 0;
  v_cents  bigint := 0;
  v_without int   := 0;   -- seats
begin
  perform from fleet.trips t where t.trip_id = p_trip_id for no key update;
  if not found or not exists (select from fleet.trips t join fleet.vehicles v using (vehicle_id)
                                join fleet.stages s on s.route_id = v.route_id and s.stage_id = p_stage_id
                               where t.trip_id = p_trip_id) then
    return jsonb_build_object('outcome', 'not_found');
  elsif exists (select from fares.breakdowns b where b.trip_id = p_trip_id) then
    return (select jsonb_build_object('outcome', 'known', 'seats', b.seats, 'cents', b.cents)
              from fares.breakdowns b where b.trip_id = p_trip_id);
  end if;
  perform from fares.fares f where f.receipt in (select t.receipt from fares.trip_fares(p_trip_id => p_trip_id) t)
    order by f.receipt for no key update;
  for v_part in select b.* from fares.breakdown_parts(p_trip_id => p_trip_id, p_stage_id => p_stage_id) b
                 order by b.receipt loop
    if fares.refund(p_receipt => v_part.receipt, p_amount_cents => v_part.cents, p_method => 'credit',
         p_request => format('breakdown:%s:%s', p_trip_id, v_part.receipt), p_dispute_id => null,
         p_reason => 'the vehicle broke down', p_made_by => p_user_id, p_approved_by => null)
         ->> 'outcome' = 'refunded' then
      v_seats := v_seats + v_part.seats;
      v_cents := v_cents + v_part.cents;
    else
      v_without := v_without + v_part.seats;
    end if;
  end loop;
  insert into fares.breakdowns (trip_id, stage_id, user_id, seats, cents, broke_at)
  values (p_trip_id, p_stage_id, p_user_id, v_seats, v_cents, p_at);
  return jsonb_build_object('outcome', 'broken_down', 'seats', v_seats, 'cents', v_cents, 'without', v_without);
end $$;
comment on function fares.break_down is 'Outcome broken_down or known, with seats and cents given back (and seats '
  'without a known payer), or not_found (no such trip, or a stage of another route). Raises what fares.refund raises.';

-- Refuses an amount that the menu never showed. A price that changed since it was shown still counts.
create or replace function mobile_money.check_quote(
  p_vehicle_id    bigint,
  p_amount_cents  bigint,   -- for all seats
  p_seats         int,
  p_stage_id      bigint,   -- null: the passenger typed the amount
  p_stage_fare_id bigint    -- the price that was shown; null with the stage
) returns void
language plpgsql stable as $$
begin
  if p_amount_cents not between config.setting(p_setting => 'ussd_min_cents')::bigint
                            and config.setting(p_setting => 'ussd_max_cents')::bigint then
    raise exception 'the amount is outside what the menu takes' using errcode = 'LFV40';
  end if;
  if p_amount_cents % 100 <> 0 then
    raise exception 'a prompt asks for whole shillings' using errcode = 'LFV41';
  end if;
  if num_nonnulls(p_stage_id, p_stage_fare_id) > 0
     and not exists (select from fleet.stage_fares f
                       join fleet.stages s using (stage_id)
                       join fleet.vehicles v using (route_id)
                      where f.stage_fare_id = p_stage_fare_id and s.stage_id = p_stage_id
                        and v.vehicle_id = p_vehicle_id and f.amount_cents * p_seats = p_amount_cents) then
    raise exception 'the amount is not the quoted price of that stage' using errcode = 'LFV42';
  end if;
end $$;
comment on function mobile_money.check_quote is
  'Returns when the amount is what was quoted. Raises LFV40 (outside ussd_min_cents and ussd_max_cents), LFV41 (not '
  'whole shillings), LFV42 (not the price of that stage times seats).';

-- Changes one vehicle: a door code, another route or SACCO, another owner, its end, or that it comes back. A transfer
-- to another owner is proposed by staff, because it moves somebody's income; when a second person has approved it,
-- config.apply_decision does it and tells the seller and the buyer. Reopening is staff's too. A reason is needed for
-- all but a code. Locks: the vehicle's row. Repeat: as the function of the step.
create or replace function fleet.change_vehicle(
  p_made_by    bigint,
  p_sacco_ids  bigint[],   -- whose admin; null: staff
  p_action     text,       -- code, close, reopen, move or transfer
  p_vehicle_id bigint,
  p_typed      jsonb       -- door_code, route_id, owner_id, reason
) returns jsonb language plpgsql as $$
declare
  v_reason   text := btrim(coalesce(p_typed ->> 'reason', ''));
  v_route_id bigint := (select r.route_id from fleet.routes r where r.route_id::text = p_typed ->> 'route_id'
                           and (p_sacco_ids is null or r.sacco_id = any (p_sacco_ids)));
  v_owners   bigint[] := array(select o.owner_id from fleet.vehicle_owners o
                                where o.vehicle_id = p_vehicle_id and o.valid_to is null);
  v_owner_id bigint := (select o.owner_id from fleet.owners o where o.owner_id::text = p_typed ->> 'owner_id');
  v_outcome  text;
begin
  if p_action <> 'reopen'
     and exists (select from fleet.vehicles v where v.vehicle_id = p_vehicle_id and v.state = 'closed') then
    return jsonb_build_object('outcome', 'closed_already');
  elsif p_action <> 'code' and length(v_reason) not between 3 and 200 then
    return jsonb_build_object('outcome', 'no_reason');
  end if;
  case p_action
    when 'code' then v_outcome := fleet.give_door_code(p_vehicle_id, p_typed ->> 'door_code');
    when 'close' then v_outcome := fleet.close_vehicle(p_vehicle_id => p_vehicle_id, p_at => clock_timestamp());
    when 'reopen' then
      v_outcome := case when p_sacco_ids is not null then 'absent'
                        else fleet.reopen_vehicle(p_vehicle_id => p_vehicle_id) end;
    when 'move' then v_outcome := fleet.move_vehicle(p_vehicle_id, v_route_id, 'user:' || p_made_by);
    when 'transfer' then
      v_outcome := case when p_sacco_ids is not null then 'absent' when v_owner_id is null then 'no_owner'
                        when v_owner_id = any (v_owners) then 'same' end;
      v_outcome := coalesce(v_outcome, config.change_config(p_made_by => p_made_by, p_kind => 'transfer',
        p_subject => p_vehicle_id::text, p_phone_hash => null, p_reason => v_reason,
        p_value => jsonb_build_object('owner_id', v_owner_id::text)));
  end case;
  if v_outcome in ('closed', 'reopened', 'moved') then
    perform audit.record_event(p_action => p_action || '_vehicle', p_subject => 'fleet.vehicles:' || p_vehicle_id,
                               p_after => jsonb_build_object('why', v_reason));
  end if;
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function fleet.change_vehicle is
  'Outcome of the step''s function, for a transfer proposed or open (see config.change_config); no_owner, same, '
  'closed_already, no_reason, or absent (a SACCO does not transfer or reopen). Raises LFN30, LFV24.';

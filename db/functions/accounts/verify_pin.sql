-- Verifies a PIN: whose is it, of the crew of that vehicle? After too many wrong ones there is a pause, and the crew is
-- told. Locks: the phone's row, then the vehicle's, so that concurrent guesses are verified one by one; no fare and no
-- prompt waits for either. Repeat: a right PIN is right each time. Wrong ones are counted, so they are outcomes.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function accounts.verify_pin(
  p_vehicle_id bigint,
  p_phone_hash bytea,                -- the phone it was typed on
  p_pin        accounts.typed_pin,
  p_at         timestamptz,
  out outcome  text,
  out user_id  bigint,
  out minutes  int
) language plpgsql as $$
declare
  v_found   bigint[];
  v_failure bigint;
  v_gone    int;
begin
  perform from privacy.phones f where f.phone_hash = p_phone_hash for no key update;
  perform from fleet.vehicles v where v.vehicle_id = p_vehicle_id for no key update;
  minutes := accounts.pin_pause(p_phone_hash => p_phone_hash, p_vehicle_id => p_vehicle_id, p_at => p_at);
  if minutes > 0 then
    outcome := 'paused';
    perform audit.note_refusal(p_action => 'crew_sign_in_refused', p_subject => 'fleet.vehicles:' || p_vehicle_id,
      p_after => jsonb_build_object('why', 'in_pause'));
    return;
  end if;
  v_gone := accounts.drop_old_pins(p_vehicle_id => p_vehicle_id, p_key_ids => p_pin.key_ids);
  -- Two colleagues may bring the same PIN to one vehicle: on a colleague's own phone it is that one's.
  select array_agg(k.user_id order by u.phone_hash = p_phone_hash desc) into v_found
    from accounts.crew_pins k join accounts.users u using (user_id)
   where k.user_id = any (accounts.crew_of(p_vehicle_id => p_vehicle_id))
     and accounts.is_pin(p_kept => k, p_pin => p_pin);
  if cardinality(v_found) > 1
     and (select u.phone_hash from accounts.users u where u.user_id = v_found[1]) <> p_phone_hash then
    outcome := 'clash';
  elsif v_found is not null then
    outcome := 'right';
    user_id := v_found[1];
    -- This phone is known for the vehicle from now on (accounts.is_crew_sim).
    update accounts.crew_sims c set last_seen_at = clock_timestamp(), user_id = v_found[1]
     where c.phone_hash = p_phone_hash and c.vehicle_id = p_vehicle_id;
    if not found then
      insert into accounts.crew_sims (phone_hash, vehicle_id, user_id) values (p_phone_hash, p_vehicle_id, user_id);
    end if;
  else
    insert into accounts.pin_failures (phone_hash, vehicle_id, is_known, failed_at) values (p_phone_hash, p_vehicle_id,
      accounts.is_crew_sim(p_phone_hash => p_phone_hash, p_vehicle_id => p_vehicle_id), p_at)
    returning failure_id into v_failure;
    minutes := accounts.pin_pause(p_phone_hash => p_phone_hash, p_vehicle_id => p_vehicle_id, p_at => p_at);
    outcome := case when minutes > 0 then 'paused' when v_gone > 0 then 'gone' else 'wrong' end;
    perform audit.note_refusal(p_action => 'crew_sign_in_refused', p_subject => 'fleet.vehicles:' || p_vehicle_id,
      p_after => jsonb_build_object('why', outcome));
    if minutes > 0 then
      perform accounts.notify_crew(p_vehicle_id => p_vehicle_id, p_key => 'pin_paused/' || v_failure,
        p_phone_hash => p_phone_hash);
    end if;
  end if;
end $$;
comment on function accounts.verify_pin is 'outcome right (user_id), wrong (counted), gone (counted as wrong; PINs of '
  'this crew were deleted with their key, it may have been one), paused (minutes; not compared, or this was the last '
  'try), clash (two colleagues have that PIN and this is neither''s own phone). Raises nothing.';

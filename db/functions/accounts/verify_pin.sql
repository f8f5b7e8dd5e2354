-- Whose number is this, of the crew of that vehicle? A wrong one is counted, which is why it is an outcome;
-- after too many there is a pause, and the crew hears of it.
-- Source: issue 3, Crew; hostile inputs B; docs/decisions/crews-and-trips.md. Locks: the phone's row, then the
-- vehicle's, so that
-- guesses made at once are judged one by one; no fare and no prompt waits for either. Repeat: as often as it is right.
create or replace function accounts.verify_pin(
  p_vehicle_id bigint,
  p_phone_hash bytea,                -- the phone it was typed on, whoever's it is
  p_pin        accounts.typed_pin,
  p_at         timestamptz,
  out outcome  text,
  out user_id  bigint,
  out minutes  int
)
language plpgsql as $$
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
  -- Two colleagues may have come to one vehicle with the same number: on one's own phone it is one's own.
  select array_agg(k.user_id order by u.phone_hash = p_phone_hash desc) into v_found
    from accounts.crew_pins k join accounts.users u using (user_id)
   where k.user_id = any (accounts.crew_of(p_vehicle_id => p_vehicle_id))
     and accounts.is_pin(p_kept => k, p_pin => p_pin);
  if cardinality(v_found) > 1 and (select u.phone_hash from accounts.users u where u.user_id
    = v_found[1]) <> p_phone_hash then
    outcome := 'clash';
  elsif v_found is not null then
    outcome := 'right';
    user_id := v_found[1];
    perform accounts.remember_crew_sim(p_user_id => user_id, p_phone_hash => p_phone_hash,
      p_vehicle_id => p_vehicle_id);
  else
    insert into accounts.pin_failures (phone_hash, vehicle_id, is_known, failed_at)
    values (p_phone_hash, p_vehicle_id,
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
comment on function accounts.verify_pin is
  'outcome right (user_id), wrong (counted), gone (counted as wrong; numbers of this crew went with their key, it '
  'may have been one), paused (minutes: not looked at, or this one was the last), clash (two colleagues have that '
  'number and this is neither''s own phone). Raises nothing.';

-- Scheduled job, each minute: sends conductors the new payers of their trip by SMS, for a phone that shows no page.
-- Only while nobody looked at the list, by page or menu, for as long as the setting says, and at most one SMS a
-- minute a trip. What was posted in the last two seconds waits for the next SMS, since its transaction may not be
-- over. Locks: the trips' rows of views, which no fare has. Repeat: within a minute nothing. Source:
-- docs/decisions/crews-and-trips.md.
create or replace function fares.send_boarding_sms(p_at timestamptz) returns bigint language plpgsql as $$
declare
  v_idle  interval := config.setting(p_setting => 'boarding_sms_after_seconds')::int * interval '1 second';
  v_until timestamptz := p_at - interval '2 seconds';
  v_trip  record;
  v_lines text;
  v_sent  bigint := 0;
begin
  if v_idle = interval '0' or p_at is null then
    return 0;
  end if;
  for v_trip in
    select t.trip_id, t.vehicle_id, u.phone_hash, u.lang, greatest(b.texted_until, b.viewed_at, t.opened_at) as since
      from fleet.trips t join accounts.users u on u.user_id = t.opened_by
      left join fares.boarding_views b using (trip_id)
     where t.closed_at is null and t.ends_at > p_at
       and greatest(t.opened_at, b.viewed_at) < p_at - v_idle
       and coalesce(b.texted_until < p_at - interval '1 minute', true) order by t.trip_id
  loop
    v_lines := fares.boarding_lines(p_trip_id => v_trip.trip_id, p_since => v_trip.since, p_until => v_until,
                                    p_lang => v_trip.lang);
    continue when v_lines is null;
    insert into fares.boarding_views (trip_id, texted_until) values (v_trip.trip_id, v_until)
    on conflict (trip_id) do update set texted_until = excluded.texted_until;
    perform messaging.enqueue(p_topic => 'sms', p_key => format('boarding/%s/%s', v_trip.trip_id,
        extract(epoch from p_at)::bigint), p_payload => jsonb_build_object(
        'phone_hash', encode(v_trip.phone_hash, 'hex'), 'text', messaging.say(p_key => 'sms_boarding',
          p_lang => v_trip.lang, p_args => array[(
            select coalesce(d.door_code, v.plate) from fleet.vehicles v
              left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
             where v.vehicle_id = v_trip.vehicle_id), v_lines])));
    v_sent := v_sent + 1;
  end loop;
  return v_sent;
end $$;
comment on function fares.send_boarding_sms is 'How many SMS it queued. Raises LFN50 (no such text).';

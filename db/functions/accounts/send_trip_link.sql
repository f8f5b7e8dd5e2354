-- Sends the link to a trip by SMS to the crew member's own phone. The worker generates the token when it sends, so that
-- the database never has it.
-- Locks: none. Repeat: nothing within a minute; later a second link. Source: docs/decisions/crews-and-trips.md.
create or replace function accounts.send_trip_link(p_trip_id bigint, p_user_id bigint, p_at timestamptz) returns text
language plpgsql as $$
declare
  v_user accounts.users;
  v_link bigint;
begin
  if exists (select from accounts.trip_links l where l.user_id = p_user_id and l.trip_id = p_trip_id
    and l.asked_at > p_at - interval '1 minute') then
    return 'waiting';
  end if;
  select u.* into strict v_user from accounts.users u where u.user_id = p_user_id;
  insert into accounts.trip_links (trip_id, user_id, asked_at) values (p_trip_id, p_user_id, p_at)
  returning link_id into v_link;
  perform messaging.enqueue(p_topic => 'sms', p_key => 'trip_link/' || v_link, p_payload => jsonb_build_object(
    'phone_hash', encode(v_user.phone_hash, 'hex'), 'trip_link', v_link,
    'text', (select messaging.say(p_key => 'sms_trip_link', p_lang => v_user.lang,
      p_args => array[coalesce(d.door_code, v.plate), '{link}'])
               from fleet.trips t join fleet.vehicles v using (vehicle_id)
               left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
              where t.trip_id = p_trip_id)));
  return 'sent';
end $$;
comment on function accounts.send_trip_link is
  'Outcome sent, or waiting (asked for less than a minute ago). Raises nothing.';

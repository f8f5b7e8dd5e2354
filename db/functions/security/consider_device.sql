-- Before somebody's device is forgotten: which one it is, and what ends with it.
-- Source: pages, Rules (dangerous acts); decision 0089. Locks: none. Repeat: reads only.
create or replace function security.consider_device(
  p_user_id bigint,
  p_place   text,    -- see security.known_devices
  p_session bytea,   -- who looks
  p_zone    text     -- the market's time zone
) returns jsonb
language sql stable as $$
  select jsonb_build_object('figures', jsonb_build_object('sessions', d -> 'sessions'), 'device', d, 'hindered', '[]'::jsonb)
    from jsonb_array_elements(security.known_devices(p_user_id => p_user_id, p_session => p_session, p_zone => p_zone)) d
   where d ->> 'place' = p_place
$$;
comment on function security.consider_device(bigint, text, bytea, text) is
  'figures: open sessions there; device: see security.known_devices; hindered: nothing. Null for a device that this person does not have. Raises nothing.';

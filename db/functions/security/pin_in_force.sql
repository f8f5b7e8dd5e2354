-- Of the hashes of one typed number, which is to be kept? While the look-up key is changed there are two,
-- and a number kept under the new one could not be read by a process that doesn't know it yet.
-- Source: decisions 0077, 0086. Locks: none. Repeat: reads only.
create or replace function security.pin_in_force(
  p_pin security.typed_pin
) returns int
language sql stable as $$
  select case when security.setting(p_setting => 'lookup_key_moves') = 'yes' then 1 else cardinality(p_pin.key_ids) end
$$;
comment on function security.pin_in_force(security.typed_pin) is
  'Place in the arrays, counted from one. Raises nothing.';

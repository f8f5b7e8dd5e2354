-- The vehicle that a passenger named, by door code or by plate in any spelling. No wildcard, no nearest match. In SQL,
-- so that it becomes part of the statement that joins it.
create or replace function fleet.vehicles_named(
  p_account text,         -- account number or menu input, as typed
  p_at      timestamptz   -- when it was meant: door codes move between vehicles
) returns setof bigint language sql stable as $$
  select case when d.code is null
           then (select v.vehicle_id from fleet.vehicles v where v.plate = fleet.normal_plate(p_text => p_account))
           else (select n.vehicle_id from fleet.door_codes n
                  where n.door_code = d.code and n.valid_from <= p_at and (n.valid_to is null or p_at < n.valid_to)) end
    from (select fleet.clean_typed(p_text => p_account) as account where length(p_account) <= 100 offset 0) c
   cross join lateral (
     -- An account number that we issued is <door code>-<tag> (mobile_money.account_tag); the tag is for the intent
     -- only. Without regexp_replace, which costs ten times as much.
     select fleet.valid_door_code(p_text => case
              when left(right(c.account, 5), 1) ~ '[A-HJKMNP-TV-Z]' and right(c.account, 4) ~ '^[0-9A-HJKMNP-TV-Z]+$'
                then left(c.account, -5) else c.account end) as code offset 0) d
$$;
comment on function fleet.vehicles_named is 'One row, null or the vehicle_id; none for no account or one of more than '
  '100 characters. Raises nothing.';

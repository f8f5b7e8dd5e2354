-- How much money without a vehicle may this operator still give to vehicles today? One who is taken in,
-- or whose browser is in other hands, can misplace no more than that.
-- Source: issue 3, Sign-in (lowers limits for 24 h); decision 0082. Locks: none; ops.place_suspense
-- holds the person's row while it asks. Repeat: reads only.
create or replace function mobile_money.room_to_place(
  p_session      bytea,
  p_user_id      bigint,   -- whose session it is
  p_amount_cents bigint    -- what would be placed now
) returns jsonb
language sql stable as $$
  select jsonb_build_object('cap_cents', c.cap_cents, 'placed_cents', p.placed_cents, 'new_until', c.until at time zone z.zone,
                            'fits', p.placed_cents + p_amount_cents <= c.cap_cents)
    from (select security.setting(p_setting => 'time_zone') as zone) z,
         (select security.cap_cents(p_session => p_session, p_cap => 'place_cap') as cap_cents,
                 security.new_device_until(p_session => p_session) as until) c,
         lateral (select coalesce(sum(m.amount_cents), 0)::bigint as placed_cents
                    from mobile_money.payments m
                   where m.placed_by = 'user:' || p_user_id
                     and m.placed_at >= (now() at time zone z.zone)::date::timestamp at time zone z.zone) p
$$;
comment on function mobile_money.room_to_place is
  'cap_cents in force, placed_cents (today on the market''s clock, by this person), new_until (null: the device is '
  'not new) and whether the amount fits. Raises nothing.';

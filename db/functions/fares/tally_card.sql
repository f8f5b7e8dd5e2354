-- Shows a crew what it may tell: the trips of its shift with what it has told of each. Not what the system has: the
-- crew's count is its own. Source: docs/decisions/shadow-and-go-live.md. In plpgsql, which keeps the plan.
create or replace function fares.tally_card(p_vehicle_id bigint, p_at timestamptz) returns jsonb language plpgsql stable
  as $$
declare
  v_zone text := config.setting(p_setting => 'time_zone');
begin
  return (select jsonb_build_object('mode', fares.shadow_mode(p_vehicle_id => p_vehicle_id, p_at => p_at),
    'trips', coalesce(jsonb_agg(jsonb_build_object('trip_id', t.trip_id, 'since', t.opened_at at time zone v_zone,
        'until', t.closed_at at time zone v_zone, 'cents', y.cents, 'seats', y.seats, 'digital_cents', y.digital_cents)
      order by t.opened_at desc, t.trip_id desc), '[]'))
    from fares.shift_trips(p_vehicle_id => p_vehicle_id, p_at => p_at) t
    left join lateral (select c.* from fares.cash_tallies c where c.trip_id = t.trip_id
                        order by c.tally_id desc limit 1) y on true);
end $$;
comment on function fares.tally_card is
  'mode (none, shadow, live) and trips, newest first: trip_id, since, until (null: open '
  'or run out), cents, seats and digital_cents as told last (null: not told); times on the market''s clock.';

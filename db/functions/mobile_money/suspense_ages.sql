-- Adds up the payments without a vehicle by how long they have waited, and what passengers claimed by the menu in the
-- last seven days.
create or replace function mobile_money.suspense_ages(p_at timestamptz) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'ages', (select coalesce(jsonb_agg(jsonb_build_object('up_to_minutes', b.minutes, 'payments', s.n, 'cents', s.cents)
                                       order by b.place), '[]')
               from (values (1, 0, 30), (2, 30, 240), (3, 240, 1440), (4, 1440, 10080), (5, 10080, null::int))
                 as b(place, from_minutes, minutes)
              cross join lateral (
                select count(*) as n, coalesce(sum(p.amount_cents), 0)::bigint as cents from mobile_money.payments p
                 where p.state = 'suspense'
                   and (b.from_minutes = 0 or p.first_seen_at <= p_at - b.from_minutes * interval '1 minute')
                   and (b.minutes is null or p.first_seen_at > p_at - b.minutes * interval '1 minute')) s
              where s.n > 0),
    'claimed', (select jsonb_build_object('payments', count(*), 'cents', coalesce(sum(p.amount_cents), 0)::bigint)
                  from mobile_money.payments p
                 where p.assigned_by = 'passenger' and p.assigned_at > p_at - interval '7 days'),
    'claims', (select coalesce(jsonb_agg(to_jsonb(c) order by c.at desc), '[]') from (
        select p.receipt, p.payer_last3 as last3, v.plate, p.amount_cents as cents,
               p.assigned_at at time zone config.setting(p_setting => 'time_zone') as at
          from mobile_money.payments p left join fleet.vehicles v using (vehicle_id)
         where p.assigned_by = 'passenger' and p.assigned_at > p_at - interval '7 days'
         order by p.assigned_at desc limit 5) c),
    'refused', (select coalesce(sum(r.times), 0)::bigint from audit.refusals r
                 where r.action = 'refuse_claim' and r.hour_at > p_at - interval '7 days'))
$$;
comment on function mobile_money.suspense_ages is
  'ages (up_to_minutes, null: longer; payments, cents; steps that have none are left out), claimed (payments and cents '
  'that passengers claimed), claims (the newest five: receipt, last3, plate, cents, at), refused (claims). Raises '
  'nothing.';

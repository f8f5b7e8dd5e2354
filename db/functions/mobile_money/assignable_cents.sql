-- Tells how much suspense a member of staff may still assign today. The cap bounds what a bribed person or a stolen
-- browser can misdirect. Source: docs/decisions/sign-in.md. Locks: none; ops.assign_suspense holds the person's row
-- while it asks.
create or replace function mobile_money.assignable_cents(
  p_session      bytea,
  p_user_id      bigint,   -- whose session it is
  p_amount_cents bigint    -- what would be assigned now
) returns jsonb
language sql stable as $$
  select jsonb_build_object('daily_cap_cents', c.daily_cap_cents, 'assigned_cents', p.assigned_cents,
                            'new_until', c.until at time zone z.zone,
                            'fits', p.assigned_cents + p_amount_cents <= c.daily_cap_cents)
    from (select config.setting(p_setting => 'time_zone') as zone) z,
         (select accounts.daily_cap_cents(p_session => p_session, p_cap => 'assign_cap') as daily_cap_cents,
                 accounts.new_device_until(p_session => p_session) as until) c,
         lateral (select coalesce(sum(m.amount_cents), 0)::bigint as assigned_cents
                    from mobile_money.payments m
                   where m.assigned_by = 'user:' || p_user_id
                     and m.assigned_at >= (now() at time zone z.zone)::date::timestamp at time zone z.zone) p
$$;
comment on function mobile_money.assignable_cents is
  'daily_cap_cents in force, assigned_cents (today on the market''s clock, by this person), new_until (null: the '
  'device is not new) and fits. Raises nothing.';

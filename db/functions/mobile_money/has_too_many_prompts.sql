-- Has this vehicle been sent more prompts than a full bus can ask for? Counted from the intents that are
-- there: a bucket would be one row that every fare of this vehicle has to lock.
-- Source: docs/decisions/rate-limits.md. Locks: none. Repeat: reads only.
create or replace function mobile_money.has_too_many_prompts(
  p_vehicle_id bigint,
  p_at         timestamptz
) returns int
language sql stable as $$
  select case when count(*) >= max(l.burst) then max(l.wait) else 0 end
    from (select s.burst, greatest(1, ceil(s.refill_ms / 1000.0))::int as wait,
                 p_at - s.burst * s.refill_ms * interval '1 millisecond' as since
            from config.rate_limits s where s.limit_name = 'prompt' and s.per = 'vehicle') l
   cross join lateral (select from mobile_money.payment_intents i
                        where i.vehicle_id = p_vehicle_id and i.created_at > l.since limit l.burst) i
$$;
comment on function mobile_money.has_too_many_prompts is
  'Seconds to wait before another prompt for this vehicle, 0 when there is room (or no limit). Raises nothing.';

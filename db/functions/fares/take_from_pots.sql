-- Takes what was given back of a fare from what the pots have got, so that the next fares fill them again. Pure:
-- refunds and the simulator use it alike. Source: docs/decisions/pots.md.
create or replace function fares.take_from_pots(
  p_rule        fares.split_rules,   -- of the fare
  p_day         fares.pot_days,      -- the newest day
  p_cents       bigint[],            -- what each part of the rule gave
  p_given_cents bigint,              -- what was given back in all
  p_fare_on     date                 -- the fare's own day: only today's was counted towards the target of today
) returns fares.pot_days language plpgsql immutable as $$
declare
  v_day fares.pot_days := p_day;
  v_at  int;
begin
  if p_rule.crew_target_cents is not null and p_fare_on = p_day.business_on then
    v_day.taken_cents := v_day.taken_cents - p_given_cents;
  end if;
  for k in 1 .. coalesce(cardinality(p_rule.pot_cents), 0) loop
    continue when p_rule.pot_cents[k] = 0 or coalesce(p_cents[k], 0) = 0;
    v_at := array_position(v_day.purposes, p_rule.purposes[k]);
    if v_at is null then   -- the rule of today has no such pot
      v_at := cardinality(v_day.purposes) + 1;
      v_day.purposes := v_day.purposes || p_rule.purposes[k];
      v_day.target_cents := v_day.target_cents || 0::bigint;
      v_day.arrears_cents := v_day.arrears_cents || 0::bigint;
      v_day.got_cents := v_day.got_cents || 0::bigint;
      v_day.met_at := v_day.met_at || null::timestamptz;
    end if;
    v_day.got_cents[v_at] := v_day.got_cents[v_at] - p_cents[k];
    if v_day.got_cents[v_at] < v_day.target_cents[v_at] + v_day.arrears_cents[v_at] then
      v_day.met_at[v_at] := null;
    end if;
  end loop;
  return v_day;
end $$;
comment on function fares.take_from_pots is 'The day with so much less. Raises nothing.';

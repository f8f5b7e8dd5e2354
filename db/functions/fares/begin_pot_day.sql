-- Brings a vehicle's pots to a market day: opens it with what the days before lacked, or takes over a newer rule's
-- targets. A late fare of an older day finds the newest day. Pure: fares and the simulator use it alike. Source:
-- docs/decisions/pots.md.
create or replace function fares.begin_pot_day(
  p_rule fares.split_rules,
  p_day  fares.pot_days,   -- the newest so far, or null
  p_on   date              -- the market day of the fare
) returns fares.pot_days language plpgsql immutable as $$
declare
  v_day    fares.pot_days := p_day;
  v_is_new boolean := p_day.business_on is null or p_day.business_on < p_on;
  v_at     int;
begin
  if not v_is_new and p_day.split_rule_id >= p_rule.split_rule_id then
    return p_day;
  end if;
  v_day.split_rule_id := p_rule.split_rule_id;
  if v_is_new then
    v_day.wallet_id := p_rule.pot_wallet_id; v_day.vehicle_id := p_rule.vehicle_id; v_day.business_on := p_on;
    v_day.taken_cents := 0;
    v_day.purposes := '{}'; v_day.target_cents := '{}'; v_day.arrears_cents := '{}'; v_day.got_cents := '{}';
    v_day.met_at := '{}';
  end if;
  -- What the newer rule no longer fills is no longer due.
  for k in 1 .. cardinality(v_day.purposes) loop
    v_day.target_cents[k] := 0;
    if coalesce(p_rule.pot_cents[array_position(p_rule.purposes, v_day.purposes[k])], 0) = 0 then
      v_day.arrears_cents[k] := 0;
    end if;
  end loop;
  for k in 1 .. coalesce(cardinality(p_rule.pot_cents), 0) loop
    continue when p_rule.pot_cents[k] = 0;
    v_at := array_position(v_day.purposes, p_rule.purposes[k]);
    if v_at is null then
      v_at := cardinality(v_day.purposes) + 1;
      v_day.purposes := v_day.purposes || p_rule.purposes[k];
      v_day.target_cents := v_day.target_cents || 0::bigint;
      v_day.arrears_cents := v_day.arrears_cents || case when v_is_new then fares.pot_arrears(p_day => p_day,
        p_purpose => p_rule.purposes[k], p_on => p_on, p_most_cents => p_rule.pot_arrears_cents[k])
        else 0::bigint end;
      v_day.got_cents := v_day.got_cents || 0::bigint;
      v_day.met_at := v_day.met_at || null::timestamptz;
    end if;
    v_day.target_cents[v_at] := p_rule.pot_cents[k];
    if v_day.got_cents[v_at] < v_day.target_cents[v_at] + v_day.arrears_cents[v_at] then
      v_day.met_at[v_at] := null;
    end if;
  end loop;
  return v_day;
end $$;
comment on function fares.begin_pot_day is 'The day''s pots, before the fare fills them. Raises nothing.';

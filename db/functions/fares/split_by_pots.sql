-- Divides a fare by a rule with pots: our commission, then what each pot lacks today in the rule's order, then shares
-- of what is left; from the crew's target on, the shares above it. Pure: fares and the simulator use it alike.
-- Source: docs/decisions/pots.md.
create or replace function fares.split_by_pots(
  p_rule         fares.split_rules,
  p_day          fares.pot_days,   -- the newest so far, or null
  p_amount_cents bigint,
  p_paid_at      timestamptz,
  p_on           date              -- the market day it counts for
) returns fares.pot_split language plpgsql immutable as $$
declare
  v_day   fares.pot_days;
  v_parts bigint[];
  v_left  bigint := (p_amount_cents * 10000 - least(p_amount_cents * p_rule.commission_bps
                       + p_rule.commission_fixed_cents * 10000, p_amount_cents * 10000)) / 10000;
  v_pots  bigint[] := array_fill(0::bigint, array[cardinality(p_rule.purposes)]);
  v_total bigint := 0;
  v_lacks bigint;
  v_at    int;
begin
  v_day := fares.begin_pot_day(p_rule => p_rule, p_day => p_day, p_on => p_on);
  for k in 1 .. coalesce(cardinality(p_rule.pot_cents), 0) loop
    exit when v_left = 0;
    continue when p_rule.pot_cents[k] = 0;
    v_at := array_position(v_day.purposes, p_rule.purposes[k]);
    v_lacks := v_day.target_cents[v_at] + v_day.arrears_cents[v_at] - v_day.got_cents[v_at];
    if v_lacks > 0 then
      v_pots[k] := least(v_lacks, v_left);
      v_left := v_left - v_pots[k];
      v_total := v_total + v_pots[k];
      v_day.got_cents[v_at] := v_day.got_cents[v_at] + v_pots[k];
      if v_pots[k] = v_lacks then
        v_day.met_at[v_at] := p_paid_at;
      end if;
    end if;
  end loop;
  v_parts := fares.split_amount(p_amount_cents => p_amount_cents, p_commission_bps => p_rule.commission_bps,
    p_commission_fixed_cents => p_rule.commission_fixed_cents,
    p_shares_bps => case when p_on = v_day.business_on and v_day.taken_cents >= p_rule.crew_target_cents
                              then p_rule.surplus_bps
                         else p_rule.shares_bps end,
    p_home_ordinal => array_position(p_rule.purposes, p_rule.home_purpose), p_pots_cents => v_total);
  if v_total > 0 then
    for k in 1 .. cardinality(v_pots) loop
      v_parts[k + 1] := v_parts[k + 1] + v_pots[k];
    end loop;
  end if;
  if p_rule.crew_target_cents is not null and p_on = v_day.business_on then   -- a late fare counts towards no target
    v_day.taken_cents := v_day.taken_cents + p_amount_cents;
  end if;
  return (v_parts, v_day)::fares.pot_split;
end $$;
comment on function fares.split_by_pots is 'parts sum to the amount; none is negative. Raises what fares.split_amount '
  'raises.';

-- Reads a split as people type it: pots that are filled first each market day, in order; percentages of what is left
-- (fares.parse_shares); a larger share for the crew above a target, which the other parts give up in proportion; the
-- day from which it counts. Source: docs/decisions/pots.md.
create or replace function fares.parse_split(
  p_split jsonb   -- shares; pots: [{purpose, cents, arrears}] in shillings; crew_target, crew_surplus, from; all typed
) returns fares.parsed_split language plpgsql stable as $$
declare
  v_rule   fares.split_rules;
  v_on     date;
  v_outcome text;
  v_shares record;
  v_pots   record;
  v_target text := mobile_money.strip_thousands(p_text => coalesce(p_split ->> 'crew_target', ''));
  v_share  text := replace(btrim(coalesce(p_split ->> 'crew_surplus', '')), ',', '.');
  v_from   text := btrim(coalesce(p_split ->> 'from', ''));
begin
  if jsonb_typeof(p_split) is distinct from 'object' then
    v_outcome := 'bad_share';
    return (v_outcome, null, null)::fares.parsed_split;
  end if;
  select * into v_shares from fares.parse_shares(
    p_shares => p_split - '{pots,crew_target,crew_surplus,from}'::text[]);
  select * into v_pots from fares.parse_pots(p_pots => p_split -> 'pots');
  v_outcome := case when v_shares.outcome <> 'fits' then v_shares.outcome when v_pots.outcome <> 'fits'
    then v_pots.outcome when v_pots.purposes && v_shares.purposes then 'pot_and_share' else 'fits' end;
  if v_outcome <> 'fits' then
    return (v_outcome, null, null)::fares.parsed_split;
  end if;
  v_rule.purposes := v_pots.purposes || v_shares.purposes;
  v_rule.shares_bps := array_fill(0, array[cardinality(v_pots.purposes)]) || v_shares.shares_bps;
  v_rule.home_purpose := v_shares.home_purpose;
  if cardinality(v_pots.purposes) > 0 then
    v_rule.pot_cents := v_pots.cents || array_fill(0::bigint, array[cardinality(v_shares.purposes)]);
    v_rule.pot_arrears_cents := v_pots.arrears || array_fill(0::bigint, array[cardinality(v_shares.purposes)]);
  end if;
  if v_target <> '' or v_share <> '' then
    v_rule.crew_target_cents := mobile_money.parse_cents(p_text => v_target);
    v_rule.surplus_bps := fares.surplus_shares(p_purposes => v_rule.purposes, p_shares_bps => v_rule.shares_bps,
      p_home_purpose => v_rule.home_purpose, p_crew_bps => case when v_share ~ '^[0-9]{1,3}(\.[0-9]{1,2})?$'
                                                              then (v_share::numeric * 100)::int end);
    v_outcome := case when v_rule.crew_target_cents between 10000 and 100000000 is not true then 'bad_crew_target'
                    when v_rule.surplus_bps is null then 'bad_surplus' else 'fits' end;
  end if;
  if v_from <> '' and v_outcome = 'fits' then
    v_on := fares.parse_start(p_text => v_from, p_at => clock_timestamp());
    v_outcome := case when v_on is null then 'bad_from' else 'fits' end;
  end if;
  return (v_outcome, v_rule, v_on)::fares.parsed_split;
end $$;
comment on function fares.parse_split is
  'outcome fits (then rule with purposes, shares_bps, home_purpose, pots, crew target and surplus; effective_on, null: '
  'at once), or what fares.parse_shares and fares.parse_pots say, pot_and_share (a part is one or the other), '
  'bad_crew_target (not KES 100 to 1,000,000), bad_surplus (no crew share, or not more than it), bad_from (not a day '
  'after today, within 90 days). Raises nothing.';

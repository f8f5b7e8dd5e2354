-- Replays what paid into a vehicle's wallet, in the order in which it was posted: each fare by its own rule, which
-- gives the ledger, or all of them by a proposed one. It divides by the very functions that post fares. Pots begin as
-- they stood before the first day. Source: docs/decisions/pots.md.
create or replace function fares.replay_split(
  p_wallet_id bigint,
  p_rule      fares.split_rules,   -- see fares.proposed_rule; null: each fare's own
  p_from      date,
  p_to        date
) returns table (business_on date, purpose text, cents bigint) language plpgsql stable as $$
declare
  v_names text[] := 'fee'::text || array(select distinct u from fares.split_rules r, unnest(r.purposes) u
    where r.split_rule_id = any (fares.wallet_rules(p_wallet_id => p_wallet_id)) union select unnest(p_rule.purposes));
  v_sums  bigint[] := array_fill(0::bigint, array[greatest(0, p_to - p_from + 1) * cardinality(v_names)]);
  v_event record;
  v_wanted bigint;
  v_rule  fares.split_rules;
  v_map   int[];          -- where our commission and the rule's parts stand in v_names
  v_day   fares.pot_days;
  v_split fares.pot_split;
  v_back  record;
  v_parts bigint[];
  v_left  jsonb := jsonb_build_object();  -- by receipt, for fares that are given back later: what each part still has
  v_row   int;
begin
  select d.* into v_day from fares.pot_days d where d.wallet_id = p_wallet_id and d.business_on < p_from
   order by d.business_on desc limit 1;
  for v_event in select e.* from fares.replay_events(p_wallet_id => p_wallet_id, p_from => p_from) e loop
    v_wanted := case when p_rule.split_rule_id is not null and (v_event.is_fare or v_left ? v_event.receipt)
                     then p_rule.split_rule_id else v_event.split_rule_id end;
    if v_rule.split_rule_id is distinct from v_wanted then
      v_rule := p_rule;
      if v_wanted is distinct from p_rule.split_rule_id then
        select r.* into v_rule from fares.split_rules r where r.split_rule_id = v_wanted;
      end if;
      v_map := 1 || array(select array_position(v_names, u) from unnest(v_rule.purposes) with ordinality x(u, n)
                           order by n);
    end if;
    if not v_event.is_fare then
      select b.* into v_back from fares.replay_refund(p_rule => v_rule, p_left => v_left -> v_event.receipt,
        p_cents => v_event.cents, p_parts => v_event.parts, p_owed => v_event.owed) b;
      v_parts := array(select -g from unnest(v_back.parts) with ordinality x(g, n) order by n);
      if v_back.still_left is not null then
        v_left := v_left || jsonb_build_object(v_event.receipt, v_back.still_left);
      end if;
      if v_day.business_on >= p_from then   -- before, it is in what the pots began with
        v_day := fares.take_from_pots(p_rule => v_rule, p_day => v_day, p_cents => v_back.from_pots,
                                      p_given_cents => v_event.cents, p_fare_on => v_event.fare_on);
      end if;
    elsif coalesce(v_rule.pot_cents[1], v_rule.crew_target_cents) is null then
      v_parts := fares.split_amount(v_event.cents, v_rule.commission_bps, v_rule.commission_fixed_cents,
                                    v_rule.shares_bps, array_position(v_rule.purposes, v_rule.home_purpose));
    else
      -- So is a late fare of a day before.
      continue when v_event.business_on < p_from and (v_day.business_on >= p_from) is not true;
      v_split := fares.split_by_pots(p_rule => v_rule, p_day => v_day, p_amount_cents => v_event.cents,
                                     p_paid_at => v_event.paid_at, p_on => v_event.business_on);
      v_parts := v_split.parts;
      v_day := v_split.day;
    end if;
    if v_event.is_given_back then v_left := v_left || jsonb_build_object(v_event.receipt, v_parts); end if;
    continue when v_event.business_on not between p_from and p_to;
    v_row := (v_event.business_on - p_from) * cardinality(v_names);
    for k in 1 .. cardinality(v_parts) loop
      v_sums[v_row + v_map[k]] := v_sums[v_row + v_map[k]] + v_parts[k];
    end loop;
  end loop;
  return query select p_from + (x.n::int - 1) / cardinality(v_names),
    v_names[(x.n::int - 1) % cardinality(v_names) + 1], x.c from unnest(v_sums) with ordinality x(c, n) where x.c <> 0;
end $$;
comment on function fares.replay_split is 'Cents by market day and purpose (fee: our commission), without zeros; what '
  'was given back is taken off on the day it went back. Raises nothing.';

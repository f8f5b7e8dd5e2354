-- Divides a fare of a vehicle with pots, and writes down what they have got. Called with fares.lock_pots, by
-- fares.post_fares. Locks: none further. Repeat: callers post a receipt once. Source: docs/decisions/pots.md.
create or replace function fares.fill_pots(
  p_rule         fares.split_rules,
  p_amount_cents bigint,
  p_paid_at      timestamptz,
  p_on           date     -- the market day it counts for
) returns bigint[] language plpgsql as $$
declare
  v_day   fares.pot_days;
  v_split fares.pot_split;
begin
  select d.* into v_day from fares.pot_days d where d.wallet_id = p_rule.pot_wallet_id
   order by d.business_on desc limit 1;
  v_split := fares.split_by_pots(p_rule => p_rule, p_day => v_day, p_amount_cents => p_amount_cents,
                                 p_paid_at => p_paid_at, p_on => p_on);
  if v_split.day is distinct from v_day then   -- full pots without a target change nothing
    perform fares.write_pot_day(p_day => v_split.day);
  end if;
  return v_split.parts;
end $$;
comment on function fares.fill_pots is 'Parts as fares.split_amount. Raises what that raises.';

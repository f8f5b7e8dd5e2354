-- Explains the parts of a fare: cents of the journal's own legs, and by what each got them: a share of what was left,
-- by the shares above the crew's target where only those fit the legs, or a pot of the day. Repeat: the same.
create or replace function fares.explain_parts(
  p_fare fares.fares,
  p_rule fares.split_rules,   -- the fare's own
  p_zone text                 -- the market's clock
) returns jsonb language sql stable as $$
  with legs as materialized (
    select p.*, coalesce((select sum(e.amount_cents) from ledger.ledger_entries e
                           where e.journal_id = p_fare.journal_id and e.sub_wallet_id = p.id), 0)::bigint as cents
      from unnest(p_rule.purposes, p_rule.shares_bps, p_rule.surplus_bps, p_rule.pot_cents, p_rule.sub_wallet_ids)
             with ordinality as p(purpose, bps, surplus, pot, id, n)),
  above as (
    select coalesce(bool_or(s.is_surplus and s.fits) and not bool_or(not s.is_surplus and s.fits), false) as is_so
      from (select b.is_surplus, array(select case when l.pot > 0 then 0 else l.cents end from legs l order by l.n)
              = (fares.split_amount(p_fare.amount_cents, p_rule.commission_bps, p_rule.commission_fixed_cents, b.bps,
                   array_position(p_rule.purposes, p_rule.home_purpose),
                   coalesce((select sum(l.cents)::bigint from legs l where l.pot > 0), 0)))[2:] as fits
              from (values (false, p_rule.shares_bps), (true, p_rule.surplus_bps)) as b(is_surplus, bps)
             where p_rule.surplus_bps is not null and b.bps is not null) s)
  select jsonb_agg(jsonb_build_object('purpose', l.purpose, 'sub_wallet_id', l.id, 'cents', l.cents,
           'bps', case when a.is_so then l.surplus else l.bps end, 'is_above_target', a.is_so,
           'pot_cents', nullif(l.pot, 0), 'pot_met_at', (
             select d.met_at[array_position(d.purposes, l.purpose)] at time zone p_zone from fares.pot_days d
              where l.pot > 0 and d.wallet_id = p_rule.pot_wallet_id and d.business_on = p_fare.business_on))
           order by l.n)
    from legs l cross join above a
$$;
comment on function fares.explain_parts is 'In the rule''s order: purpose, sub_wallet_id, cents, bps (of what pots '
  'left), is_above_target (the crew''s), pot_cents (due each day; null: no pot), pot_met_at (when that day''s pot was '
  'full; null: it is not). Raises nothing.';

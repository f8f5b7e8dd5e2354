-- Moves what a voucher may cost from the pots into clearing, where nobody can take it a second time.
-- Locks: the sub_wallets it debits. Repeat: the reference is the voucher's own. Source: docs/decisions/vendors.md.
create or replace function payouts.hold_voucher(
  p_sub_wallet_ids bigint[],
  p_cents          bigint[],
  p_currency       text,
  p_reference      text,
  p_at             timestamptz
) returns bigint language sql as $$
  with parts as (
    select t.id, t.c, w.sacco_id from unnest(p_sub_wallet_ids, p_cents) t(id, c)
      join ledger.sub_wallets s on s.sub_wallet_id = t.id join ledger.wallets w using (wallet_id)),
  legs as (
    select row_number() over (order by q.place, q.id) as n, q.id, q.c
      from (select 1 as place, p.id, -p.c as c from parts p
            union all
            select 2, (ledger.open_sub_wallets(p_kind => 'clearing', p_sacco_id => p.sacco_id, p_owner_id => null,
                         p_vehicle_id => null, p_currency => p_currency, p_purposes => array['main']))[1],
                   sum(p.c)::bigint from parts p group by p.sacco_id) q)
  select (ledger.post_journals(p_kind => 'voucher_hold', p_references => array[left(p_reference, 100)],
            p_business_on => array[ledger.open_day(p_at => p_at)], p_value_at => array[p_at], p_corrects => null,
            p_reasons => null, p_leg_journals => array_agg(1 order by l.n),
            p_leg_lines => array_agg(l.n::int order by l.n),
            p_leg_sub_wallet_ids => array_agg(l.id order by l.n), p_leg_amounts_cents => array_agg(l.c order by l.n),
            p_leg_currencies => array_agg(p_currency order by l.n)))[1] from legs l having count(*) > 0
$$;
comment on function payouts.hold_voucher is
  'The journal; null for nothing. Raises LFF10, LFF11 (the money is not there), LFC10 (the reference is known).';

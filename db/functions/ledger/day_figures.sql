-- Computes the closing figures of a market day for each sub_wallet: the stored figures of the day before, and the
-- entries of the journals that count for this day. The seals say between which horizons those are. They are stored when
-- the day's last seal is written, and computed again when that is verified.
-- Repeat: the same once the day has its last seal, unless somebody changed the ledger.
create or replace function ledger.day_figures(p_on date) returns table (
  sub_wallet_id bigint, opening_cents bigint, in_cents bigint, out_cents bigint, closing_cents bigint)
language plpgsql stable set enable_seqscan = off as $$
declare
  v_before date := (select max(b.business_on) from ledger.day_balances b where b.business_on < p_on);
  v_from   bigint;
  v_to     bigint;
begin
  select min(s.horizon_from::text::bigint), max(s.horizon::text::bigint) into v_from, v_to
    from ledger.seals s where s.business_on <= p_on and s.business_on > coalesce(v_before, '-infinity');
  return query
  select m.sub_wallet_id, sum(m.opening)::bigint, sum(m.came)::bigint, sum(m.went)::bigint,
         sum(m.opening + m.came - m.went)::bigint
    from (select b.sub_wallet_id, b.closing_cents as opening, 0 as came, 0 as went
            from ledger.day_balances b where b.business_on = v_before
          union all
          select e.sub_wallet_id, case when j.business_on < p_on then e.amount_cents else 0 end,
                 case when j.business_on = p_on then greatest(e.amount_cents, 0) else 0 end,
                 case when j.business_on = p_on then greatest(-e.amount_cents, 0) else 0 end
            from ledger.journals j
           cross join lateral (select l.sub_wallet_id, l.amount_cents from ledger.ledger_entries l
                                where l.journal_id = j.journal_id offset 0) e
           where j.xact::text::bigint >= v_from and j.xact::text::bigint < v_to
             and j.business_on <= p_on and j.business_on > coalesce(v_before, '-infinity')) m
   group by m.sub_wallet_id;
end $$;
comment on function ledger.day_figures is 'One row for each sub_wallet that ever moved. Raises nothing.';

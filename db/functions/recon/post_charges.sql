-- Posts what the operator charged for payments, all lines at once: it left our accounts there, and our account for
-- charges pays it. Each journal names the statement and row; a line of a closed day counts for the first open day.
-- Locks: none that fares share. Repeat: a charge is posted once.
create or replace function recon.post_charges(p_line_ids bigint[]) returns bigint language plpgsql as $$
declare
  v_till    mobile_money.tills;
  v_ids     bigint[];   -- lines, one a receipt
  v_charges bigint;     -- sub_wallet
  v_open    date := (select max(d.business_on) + 1 from ledger.closed_days d);
  v_done    bigint := 0;
begin
  for v_till in select t.* from mobile_money.tills t order by t.short_code loop
    v_ids := array(
      select distinct on (l.receipt) l.line_id from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
       where l.kind = 'charge' and l.state = 'open' and l.short_code = v_till.short_code
         and not exists (select from ledger.journals j where j.kind = 'charge' and j.reference = l.receipt)
         and (recon.is_usual_charge(p_line => l) or recon.is_confirmed(p_line => l))
       order by l.receipt, l.line_id);
    continue when cardinality(v_ids) = 0;
    v_charges := recon.platform_account(p_kind => 'charges', p_purpose => 'main', p_currency => v_till.currency);
    with lines as materialized (
      select l, l.receipt, l.amount_cents, row_number() over (order by l.receipt)::int as n
        from unnest(v_ids) u(line_id) join recon.lines l using (line_id)),
    heads as (
      select array_agg(k.receipt order by k.n) as receipts, array_agg((k.l).completed_at order by k.n) as times,
             array_agg(greatest((k.l).business_on, v_open) order by k.n) as days,
             array_agg(recon.source_of(p_line => k.l) order by k.n) as reasons from lines k),
    legs as (
      select array_agg(k.n order by k.n, g.line) as journals, array_agg(g.line order by k.n, g.line) as lines,
             array_agg(g.id order by k.n, g.line) as ids, array_agg(g.sign * k.amount_cents order by k.n, g.line) as
               cents
        from lines k cross join (values (1, v_till.trust_sub_wallet_id, -1), (2, v_charges, 1)) g(line, id, sign))
    select v_done + cardinality(ledger.post_journals(p_kind => 'charge', p_references => h.receipts,
             p_business_on => h.days, p_value_at => h.times, p_corrects => null, p_reasons => h.reasons,
             p_leg_journals => g.journals, p_leg_lines => g.lines, p_leg_sub_wallet_ids => g.ids,
             p_leg_amounts_cents => g.cents,
             p_leg_currencies => array_fill(v_till.currency, array[cardinality(g.ids)]))) into v_done
      from heads h, legs g;
    perform recon.correct_opening(p_lines => array(
      select l from unnest(v_ids) u(line_id) join recon.lines l using (line_id)));
  end loop;
  return v_done;
end $$;
comment on function recon.post_charges is 'How many it posted. Raises what ledger.post_journals raises.';

-- Posts the journal of one line that the operator made by itself (a charge, a fee, a sweep): its money leaves or enters
-- the accounts at the operator, and the other account takes it. Its reason names the statement and row. A line of a
-- closed day counts for the first open day. Locks: none that fares share; a guarded sub_wallet that pays.
-- Repeat: a reference is posted once.
create or replace function recon.post_line(
  p_line  recon.lines,
  p_kind  text,            -- of journal
  p_sub_wallet_ids bigint[],   -- the accounts that take it …
  p_cents          bigint[]    -- … and how much each, summing to the line's amount; zero makes no entry
) returns bigint language sql as $$
  select (ledger.post_journals(p_kind => p_kind, p_references => array[p_line.receipt],
    p_business_on => array[greatest(p_line.business_on, (select max(d.business_on) + 1 from ledger.closed_days d))],
    p_value_at => array[p_line.completed_at], p_corrects => null,
    p_reasons => array[recon.source_of(p_line => p_line)],
    p_leg_journals => array_agg(1 order by g.n), p_leg_lines => array_agg(g.n::int order by g.n),
    p_leg_sub_wallet_ids => array_agg(g.id order by g.n), p_leg_amounts_cents => array_agg(g.cents order by g.n),
    p_leg_currencies => array_agg(t.currency order by g.n)))[1]
    from mobile_money.tills t
   cross join lateral (
     select row_number() over (order by k.n) as n, k.id, k.cents
       from (select 0 as n, t.trust_sub_wallet_id as id, -p_line.amount_cents as cents union all
             select o.n, o.id, o.cents from unnest(p_sub_wallet_ids, p_cents) with ordinality as o(id, cents, n)) k
      where k.cents <> 0) g
   where t.short_code = p_line.short_code
$$;
comment on function recon.post_line is 'The journal''s id. Raises what ledger.post_journals raises.';

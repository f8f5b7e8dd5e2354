-- Verifies a range of seals against the ledger as it is now: each seal's own hash, its link to the seal before, every
-- journal and entry, and the closing figures of days that end in the range; names what is broken by day and row.
-- Repeat: the same, unless somebody changed the ledger. Source: docs/decisions/ledger.md.
create or replace function ledger.verify_seals(
  p_from bigint,   -- first and last seal of one range
  p_to   bigint
) returns table (seal_id bigint, business_on date, fault text, journal_id bigint, line_no int)
language sql stable as $$
  with now as materialized (select r.* from ledger.recompute_leaves(p_from => p_from, p_to => p_to) r),
       sealed as materialized (
    select s.seal_id, s.business_on, s.previous_hash, s.leaves, n.leaves as now_leaves,
           ledger.seal_hash(p_seal => s, p_leaves => s.leaves) = s.seal_hash as is_whole,
           ledger.seal_hash(p_seal => s, p_leaves => coalesce(n.leaves, '')) = s.seal_hash as is_as_sealed
      from ledger.seals s left join now n on n.seal_id = s.seal_id
     where s.seal_id between p_from and p_to)
  select s.seal_id, s.business_on, 'seal_changed', null::bigint, null::int from sealed s where not s.is_whole
   union all
  -- The seal before was replaced, or is gone: its hash stands in this one.
  select coalesce(b.seal_id, s.seal_id), coalesce(b.business_on, s.business_on),
         case when b.seal_id is null then 'seal_missing' else 'seal_replaced' end, null, null
    from sealed s left join ledger.seals b on b.seal_id = s.seal_id - 1
   where s.seal_id > 1 and s.previous_hash is distinct from b.seal_hash
   union all
  select s.seal_id, s.business_on, c.fault, c.journal_id, c.line_no
    from sealed s cross join lateral ledger.compare_leaves(p_sealed => s.leaves, p_now => coalesce(s.now_leaves, '')) c
   where not s.is_as_sealed
   union all
  select null, n.business_on, 'journal_added', o.journal_id, null
    from now n cross join lateral ledger.open_leaves(p_leaves => n.leaves) o
   where n.seal_id is null and o.line_no is null
   union all
  select s.seal_id, s.business_on, 'figures_changed', null, null
    from ledger.seals s
   where s.seal_id between p_from and p_to and s.closes_day and exists (
           select from (select b.* from ledger.day_balances b where b.business_on = s.business_on) b
             full join ledger.day_figures(p_on => s.business_on) f using (sub_wallet_id)
            where (b.opening_cents, b.in_cents, b.out_cents, b.closing_cents)
                  is distinct from (f.opening_cents, f.in_cents, f.out_cents, f.closing_cents))
$$;
comment on function ledger.verify_seals is 'Nothing when all is as sealed; else one row for each fault: seal_changed '
  '(its own row), seal_missing (the one before it), seal_replaced, figures_changed (ledger.day_balances of a closed '
  'day), or those of ledger.compare_leaves with journal and line; seal_id null: no seal of that day covers the '
  'journal. Raises nothing.';

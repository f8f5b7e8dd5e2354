-- Says since when every comparison with the operator's balances has differed, once that is a quarter of an hour: large
-- payouts wait then. Locks: none. Repeat: the same, until the next comparison.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.trust_doubted_since(p_at timestamptz) returns timestamptz language sql stable as $$
  select d.since
    from (select min(p.made_at) as since, max(p.made_at) as last from recon.trust_proofs p
           where p.made_at > coalesce((select max(o.made_at) from recon.trust_proofs o where o.state <> 'differs'),
                                      '-infinity') and p.state = 'differs') d
   where d.last - d.since >= interval '15 minutes' or p_at - d.since >= interval '15 minutes'
$$;
comment on function recon.trust_doubted_since is 'Null while they agree, or differ for less. Raises nothing.';

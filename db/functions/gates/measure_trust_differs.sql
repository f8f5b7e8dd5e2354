-- Shows how far what the operator and the bank hold is from what we owe, by the newest proof (recon.prove_trust). The
-- job that proves it raises the alarm, once every proof of a quarter of an hour differs.
create or replace function gates.measure_trust_differs(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.value, m.value * (recon.trust_doubted_since(p_at => p_at) is not null)::int, 1)::gates.figure
    from (select abs((select p.difference_cents from recon.trust_proofs p
                       where p.state <> 'no_statement' and p.made_at > p_at - interval '25 hours' and p.made_at <= p_at
                       order by p.made_at desc limit 1)) as value) m
$$;
comment on function gates.measure_trust_differs is
  'Cents of difference; no value when nothing was proved for a day. Raises nothing.';

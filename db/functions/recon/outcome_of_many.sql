-- Says what became of one or many breaks in one answer. Locks: none.
create or replace function recon.outcome_of_many(p_outcomes text[], p_done text[]) returns jsonb
language sql immutable as $$
  select jsonb_build_object(
      'outcome', coalesce((array_agg(o.outcome order by o.n) filter (where o.outcome = any (p_done)))[1],
                          (array_agg(o.outcome order by o.n))[1]),
      'done', count(*) filter (where o.outcome = any (p_done)),
      'left', count(*) filter (where o.outcome <> all (p_done)))
    from unnest(p_outcomes) with ordinality o(outcome, n)
$$;
comment on function recon.outcome_of_many is 'outcome, done, left. Raises nothing.';

-- Says whether our balances should be asked for, to compare them with what we owe: the last answer is five minutes old,
-- or one minute where it differed (most differences are over by then), or staff wanted one after it. Not before a
-- statement was read, since nothing can be compared yet. A question that nobody answers is asked again after a minute.
-- One that was asked or answered an hour to come counts for none: the clock was ahead.
-- In plpgsql, which keeps the plan, because the worker asks all the time.
-- Locks: none. Repeat: the same, until it is answered. Source: docs/decisions/reconciliation.md.
create or replace function recon.is_answer_wanted(p_asked_at timestamptz, p_at timestamptz) returns boolean
language plpgsql stable as $$
begin
  return (
    select coalesce(p_asked_at not between p_at - interval '1 minute' and p_at + interval '1 hour', true)
       and (coalesce(a.told_at < p_at - case when a.differs then interval '1 minute' else interval '5 minutes' end,
                     true)
            or exists (select from recon.progress g where g.job = 'trust_wanted' and g.done_to > a.told_at))
       and exists (select from recon.statements s where s.proof = 'proven' and s.checked_at is not null)
      from (select max(b.told_at) as told_at,
                   (select p.state = 'differs' from recon.trust_proofs p order by p.made_at desc limit 1) as differs
              from recon.balance_answers b where b.told_at < p_at + interval '1 hour') a);
end $$;
comment on function recon.is_answer_wanted is 'True or false. Raises nothing.';

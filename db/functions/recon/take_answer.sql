-- Keeps what the operator said of all our accounts at one moment, for the comparison with what we owe.
-- Locks: none. Repeat: another row. Source: docs/decisions/reconciliation.md.
create or replace function recon.take_answer(p_accounts jsonb, p_asked_at timestamptz, p_told_at timestamptz)
returns void language sql as $$
  insert into recon.balance_answers (asked_at, told_at, accounts)
  select case when p_asked_at <= p_told_at then p_asked_at else p_told_at - interval '30 seconds' end,
         p_told_at, p_accounts
   where p_accounts ? 'utility' and p_told_at is not null
$$;
comment on function recon.take_answer is 'Nothing where the utility account is not named. Raises nothing.';

-- Shows staff what can be done about a payout without an answer: whether the operator can be asked, in which account's
-- statement it would be and since when, and how often the operator said that it knows no such payment. Five times in a
-- row within at least 24 hours is as sure as an answer can make it; two people then say so, with the statement in hand.
-- Source: docs/decisions/payouts.md.
create or replace function payouts.unanswered(p_payout payouts.payouts, p_zone text) returns jsonb
language sql stable as $$
  select jsonb_build_object('askable', payouts.is_askable(p_payout => p_payout),
    'account', case p_payout.channel when 'phone' then 'utility' else 'working' end,
    'since', p_payout.sent_at at time zone p_zone, 'not_known_times', p_payout.not_known_times,
    'not_known_since', p_payout.not_known_since at time zone p_zone,
    'advice', case when not payouts.is_askable(p_payout => p_payout) then 'no_id'
      when p_payout.not_known_times >= 5 and p_payout.not_known_since <= clock_timestamp() - interval '24 hours'
        then 'not_known_long'
      when p_payout.not_known_times > 0 then 'not_known' else 'ask' end)
   where p_payout.state = 'unknown'
$$;
comment on function payouts.unanswered is 'askable, account (utility or working), since, not_known_times, '
  'not_known_since, advice (no_id: only the statement tells; ask; not_known: go on asking; not_known_long: it may be '
  'ended as not sent); null for a payout that is not unknown. Raises nothing.';

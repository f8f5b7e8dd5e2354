-- Claims SIMs to ask about before money goes to them, and notes that a worker can ask: payouts wait for the answer from
-- now on. A question of a worker that vanished is asked again after twenty seconds, until the payout goes on without.
-- No pause lasts an hour: one that would began while the clock was ahead.
-- Locks: the rows it claims; skips locked ones. Repeat: the next ones. Source: docs/decisions/payouts.md.
create or replace function worker.claim_sim_checks(p_limit int)
returns table (payout_ref text, whose text, phone_sealed bytea, hours int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  update payouts.sim_connector c set seen_at = clock_timestamp()
   where p_limit > 0 and c.seen_at < clock_timestamp() - interval '3 seconds';
  return query
  with due as materialized (
    select c.payout_id, c.whose from payouts.sim_checks c join payouts.payouts p using (payout_id)
     where p_limit > 0 and c.state = 'waiting'
       and (c.ask_after <= clock_timestamp() or c.ask_after > clock_timestamp() + interval '1 hour')
       and c.waits_until > clock_timestamp() and p.state in ('requested', 'approved')
     order by c.ask_after limit p_limit for no key update of c skip locked),
  asked as (
    update payouts.sim_checks c set tries = c.tries + 1, ask_after = clock_timestamp() + interval '20 seconds'
      from due d where d.payout_id = c.payout_id and d.whose = c.whose
    returning c.payout_id, c.whose, c.days)
  select p.payout_ref, a.whose, case a.whose when 'receiver' then p.phone_sealed else u.phone_sealed end, a.days * 24
    from asked a join payouts.payouts p using (payout_id) left join accounts.users u on u.user_id = p.requested_by;
end $$;
comment on function worker.claim_sim_checks is
  'SIMs to ask about: of which payout, whose (receiver or asker), the sealed number, and within how many hours. Raises '
  'nothing.';

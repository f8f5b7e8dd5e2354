-- Scheduled job: finds lost messages by the balance that the next confirmation names. A new jump asks the Pull API at
-- once about the time between. One that is still there a minute after the answer, or without an answer for a quarter
-- of an hour, raises an alarm; one that is explained ends, and its alarm. Messages are given some seconds to come.
-- Locks: the jumps. Repeat: a jump is found once. Source: docs/decisions/reconciliation.md.
create or replace function recon.watch_org_balance(p_at timestamptz) returns bigint language plpgsql as $$
declare
  v_since timestamptz;
  v_found bigint := 0;
begin
  if p_at is null then
    return 0;
  end if;
  -- Not far back: what comes late changes a jump that is open.
  select least(p_at, min(g.done_to)) - interval '2 minutes' into v_since
    from recon.progress g where g.job = 'org_balance';
  select least(v_since, min(b.from_at)) into v_since from recon.balance_jumps b
   where b.state = 'open' and b.from_at > p_at - interval '48 hours';
  insert into recon.progress (job, done_to) values ('org_balance', p_at)
  on conflict (job) do update set done_to = excluded.done_to;
  with gaps as (
    select t.short_code, g.* from mobile_money.tills t
     cross join lateral recon.balance_gaps(p_short_code => t.short_code, p_from => v_since,
                                           p_to => p_at - interval '5 seconds') g),
  ended as (
    update recon.balance_jumps b set state = 'explained', ended_at = p_at
     where b.state = 'open' and b.from_at >= v_since and not exists (select from gaps g where g.receipt = b.receipt)),
  asked as (
    insert into recon.pull_windows as w (short_code, from_at, to_at)
    select distinct g.short_code, g.from_at - interval '1 minute', g.to_at + interval '1 minute' from gaps g
     where not exists (select from recon.balance_jumps b where b.receipt = g.receipt)
    on conflict (short_code, from_at, to_at) do update set next_at = least(w.next_at, excluded.next_at)
    returning w.window_id, w.short_code, w.from_at, w.to_at),
  noted as (
    insert into recon.balance_jumps as b (short_code, receipt, cents, from_at, to_at, window_id)
    select g.short_code, g.receipt, g.cents, g.from_at, g.to_at, a.window_id
      from gaps g left join asked a on a.short_code = g.short_code and a.from_at = g.from_at - interval '1 minute'
                                   and a.to_at = g.to_at + interval '1 minute'
    on conflict (receipt) do update
      set cents = excluded.cents, state = 'open', ended_at = null
      where (b.cents, b.state) is distinct from (excluded.cents, 'open')
    returning b.jump_id)
  select count(*) into v_found from noted;
  perform messaging.raise_alarm(p_kind => 'balance_jump', p_subject => b.receipt,
      p_detail => format('KES %s %s between %s and %s, and no message or answer says why',
        messaging.money_text(p_cents => abs(b.cents)), case when b.cents > 0 then 'came' else 'left' end,
        to_char(b.from_at at time zone t.time_zone, 'HH24:MI:SS'),
        to_char(b.to_at at time zone t.time_zone, 'HH24:MI:SS')))
     from recon.balance_jumps b join mobile_money.tills t using (short_code)
     left join recon.pull_windows w using (window_id)
    where b.state = 'open'
      and (w.state = 'answered' and w.answered_at < p_at - interval '1 minute'
           or b.found_at < p_at - interval '15 minutes')
      and not exists (select from messaging.alarms a where a.kind = 'balance_jump' and a.subject = b.receipt);
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'explained'
    from recon.balance_jumps b
   where a.kind = 'balance_jump' and a.acknowledged_at is null and b.receipt = a.subject and b.state = 'explained';
  return v_found;
end $$;
comment on function recon.watch_org_balance is 'How many jumps it found or saw change. Raises nothing.';

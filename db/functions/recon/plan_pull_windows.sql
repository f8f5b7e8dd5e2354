-- Plans which spans of time the Pull API is asked about: a quarter of an hour every five minutes, so that each payment
-- is asked for three times, and each hour once more six hours later, for what the operator lists late. Nothing before
-- the registration. What the operator has forgotten (48 hours) is lost. Locks: none.
-- Repeat: plans nothing twice. Source: docs/decisions/reconciliation.md.
create or replace function recon.plan_pull_windows(p_short_code text, p_at timestamptz) returns int
language plpgsql as $$
declare
  v_from    timestamptz := (select greatest(r.registered_at, p_at - interval '47 hours')
                              from recon.pull_registrations r where r.short_code = p_short_code);
  v_planned int;
begin
  if v_from is null or p_at is null then
    return 0;
  end if;
  insert into recon.pull_windows (short_code, from_at, to_at, next_at)
  select p_short_code, w.from_at, w.to_at, w.to_at + w.after
    from (select s as from_at, s + interval '15 minutes' as to_at, interval '30 seconds' as after
            from generate_series(date_bin('5 minutes', greatest(v_from, p_at - interval '6 hours'), 'epoch'),
                                 p_at - interval '15 minutes', interval '5 minutes') s
          union all
          select s, s + interval '1 hour', interval '6 hours'
            from generate_series(date_trunc('hour', v_from), p_at - interval '1 hour', interval '1 hour') s) w
  on conflict (short_code, from_at, to_at) do nothing;
  get diagnostics v_planned = row_count;
  update recon.pull_windows w set state = 'lost', lease_until = null, next_at = 'infinity'
   where w.short_code = p_short_code and w.state in ('due', 'leased') and w.from_at < p_at - interval '48 hours';
  return v_planned;
end $$;
comment on function recon.plan_pull_windows is 'How many it planned; 0 before the registration. Raises nothing.';

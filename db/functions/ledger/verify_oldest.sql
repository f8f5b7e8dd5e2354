-- Verifies the seals whose last verification is oldest, a part at a time, so that each is verified within a day; with
-- the newest seals also what no seal covers. The job verify_seals. Locks: as ledger.check_seals.
-- Repeat: nothing more when all were verified within 20 hours. Source: docs/runbooks/seal_broken.md.
create or replace function ledger.verify_oldest(
  p_most int   -- journals at a time
) returns int language plpgsql as $$
declare
  v_from bigint;
  v_to   bigint;
  v_lost record;
begin
  -- A new seal is verified when it is written, so those above all outcomes come first; then the oldest outcome.
  v_from := coalesce(
    (select min(s.seal_id) from ledger.seals s
      where s.seal_id > (select coalesce(max(k.seal_id), 0) from audit.seal_checks k)),
    (select k.seal_id from audit.seal_checks k where k.checked_at < clock_timestamp() - interval '20 hours'
      order by k.checked_at, k.seal_id limit 1));
  if v_from is null or p_most is null then
    return 0;
  end if;
  select max(r.seal_id) into v_to
    from (select s.seal_id, sum(s.journals) over (order by s.seal_id) - s.journals as before
            from (select x.seal_id, x.journals from ledger.seals x where x.seal_id >= v_from
                   order by x.seal_id limit 2000) s) r
   where r.before < p_most;
  perform ledger.check_seals(p_from => v_from, p_to => v_to);
  if v_to = (select max(s.seal_id) from ledger.seals s) then
    select count(*) as faults, min(format('%s, journal %s', f.fault, f.journal_id)) as first into v_lost
      from ledger.unsealed_faults() f;
    if v_lost.faults > 0 then
      perform messaging.raise_alarm(p_kind => 'seal_broken', p_subject => 'no seal',
        p_detail => format('%s rows that no seal covers: %s', v_lost.faults, v_lost.first));
    end if;
  end if;
  return v_to - v_from + 1;
end $$;
comment on function ledger.verify_oldest is 'How many seals were verified. Raises nothing.';

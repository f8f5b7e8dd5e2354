-- Verifies a range of seals and stores the outcome for audit.seals; a broken one raises an alarm.
-- Locks: the outcomes it writes. Repeat: the same outcome, checked again. Source: docs/runbooks/seal_broken.md.
create or replace function ledger.check_seals(
  p_from bigint,   -- first and last seal; last null: the newest
  p_to   bigint
) returns int language plpgsql as $$
declare
  v_to    bigint := coalesce(p_to, (select max(s.seal_id) from ledger.seals s));
  v_found jsonb;   -- the seals with faults, and the first 100 of each
begin
  select coalesce(jsonb_agg(to_jsonb(f)), '[]') into v_found
    from (select x.seal_id, min(x.business_on) as business_on,
                 jsonb_agg(jsonb_build_object('fault', x.fault, 'journal_id', x.journal_id, 'line_no', x.line_no)
                           order by x.place) as faults
            from (select v.*, row_number() over (partition by v.seal_id order by v.journal_id, v.line_no) as place
                    from ledger.verify_seals(p_from => p_from, p_to => v_to) v) x
           where x.place <= 100 group by x.seal_id) f;
  insert into audit.seal_checks as k (seal_id, verified, checked_at, faults)
  select s.seal_id, f.seal_id is null, clock_timestamp(), coalesce(f.faults, '[]')
    from ledger.seals s
    left join jsonb_to_recordset(v_found) as f(seal_id bigint, faults jsonb) using (seal_id)
   where s.seal_id between p_from and v_to or f.seal_id is not null
  on conflict (seal_id) do update
    set verified = excluded.verified, checked_at = excluded.checked_at, faults = excluded.faults;
  perform messaging.raise_alarm(p_kind => 'seal_broken', p_subject => coalesce('seal ' || f.seal_id, 'no seal'),
            p_detail => format('day %s: %s', f.business_on, left(f.faults::text, 150)))
     from jsonb_to_recordset(v_found) as f(seal_id bigint, business_on date, faults jsonb);
  return jsonb_array_length(v_found);
end $$;
comment on function ledger.check_seals is
  'How many seals are broken; each raises the alarm seal_broken. Raises nothing.';

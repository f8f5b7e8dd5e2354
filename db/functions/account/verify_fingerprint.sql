-- Tells anybody whether a fingerprint on a statement or in an SMS is ours: it names a seal of that market day, and the
-- last verification found all that the day had by then as it was sealed, in its earlier seals, too. It shows no figure
-- of anybody. Repeat: the same answer, until somebody changes the ledger. Source: docs/decisions/day-close.md.
create or replace function account.verify_fingerprint(
  p_on          date,
  p_fingerprint text    -- as typed
) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((
    select jsonb_build_object(
      'outcome', case when exists (
        select from ledger.seals s join audit.seal_checks k using (seal_id)
         where s.business_on = p_on and s.seal_id <= f.seal_id and not k.verified) then 'broken' else 'genuine' end,
      'day', p_on,
      'sealed_at', f.sealed_at at time zone z.name, 'now', statement_timestamp() at time zone z.name,
      'entries', (select sum(s.entries)::bigint from ledger.seals s
                   where s.business_on = p_on and s.seal_id <= f.seal_id),
      'closed', exists (select from ledger.seals s where s.business_on = p_on and s.closes_day),
      'is_last', not exists (select from ledger.seals s where s.business_on = p_on and s.seal_id > f.seal_id
                                                           and s.entries > 0))
      from ledger.find_fingerprint(p_on => p_on, p_fingerprint => p_fingerprint) f
     cross join (select config.setting(p_setting => 'time_zone') as name) z),
    jsonb_build_object('outcome', 'unknown', 'day', p_on))
$$;
comment on function account.verify_fingerprint is 'outcome genuine, unknown, or broken (it is ours, but the ledger of '
  'that day was changed since); day, sealed_at and now (market time), entries (sealed by then), closed, is_last '
  '(nothing was added to the day since). Raises nothing.';

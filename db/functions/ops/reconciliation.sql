-- Shows staff, by market day, what the operator told and what of it is explained. Locks: as accounts.signed_in_user.
-- Source: docs/decisions/reconciliation.md.
create or replace function ops.reconciliation(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_today   date := (clock_timestamp() at time zone v_zone)::date;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.reconciliation') then
    return access.refuse(p_function => 'ops.reconciliation', p_subject => 'reconciliation pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'month', to_char(v_today, 'YYYY-MM'),
    'open', (select jsonb_build_object('n', count(*), 'cents', coalesce(sum(b.unexplained_cents), 0)::bigint,
                      'oldest_at', min(b.found_at) at time zone v_zone,
                      'waiting', count(*) filter (where b.state = 'proposed'))
               from recon.breaks b where b.state in ('open', 'proposed')),
    'jumps', (select count(*) from recon.balance_jumps j where j.state = 'open'),
    'read', (select count(*) from recon.statements s where s.source = 'statement' and s.state = 'read'),
    'trust', recon.trust_card(p_zone => v_zone),
    'days', (select coalesce(jsonb_agg(to_jsonb(d) || recon.day_card(p_on => d.business_on)
                      order by d.business_on desc, d.source desc), '[]')
               from (select r.business_on, r.source, r.lines, r.matched, r.missing_in_ledger, r.missing_at_operator,
                            r.amount_differs, r.duplicate, r.wrong_day, r.unknown_kind, r.unexplained_cents,
                            r.open_breaks
                       from audit.reconciliation r where r.business_on > v_today - 31) d));
end $$;
comment on function ops.reconciliation is 'open (n, cents, oldest_at, waiting for a second person), jumps (of the '
  'balance, open), read (statements), trust (recon.trust_card), days (31 days: audit.reconciliation, recon.day_card); '
  '{"outcome": "absent"} when not allowed. Raises LFA60.';

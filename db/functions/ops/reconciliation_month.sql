-- Reports a month: what was matched by force and went to the account for differences, with both people, and how the
-- rest was explained. Page and CSV come from here. Reads the lines of the month. Locks: as accounts.signed_in_user.
-- Source: docs/decisions/reconciliation.md.
create or replace function ops.reconciliation_month(
  p_session bytea,
  p_month   text    -- YYYY-MM; anything else: this month
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_from    date := date_trunc('month', case when p_month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'
    then to_date(p_month, 'YYYY-MM')::timestamp else clock_timestamp() at time zone v_zone end)::date;
  v_to      date := (v_from + interval '1 month')::date;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.reconciliation_month') then
    return access.refuse(p_function => 'ops.reconciliation_month', p_subject => 'reconciliation pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone, 'month', to_char(v_from, 'YYYY-MM'), 'from', v_from,
    'before', to_char(v_from - 1, 'YYYY-MM'), 'after', case when v_to <= clock_timestamp() at time zone v_zone
      then to_char(v_to, 'YYYY-MM') end,
    'resolved', (select coalesce(jsonb_agg(recon.break_card(p_break => b, p_zone => v_zone) || jsonb_build_object(
                    'difference_cents', case when b.resolution = 'forced' then recon.operator_cents(
                      p_journal_id => b.resolution_journal_id) end) order by b.ended_at, b.break_id), '[]')
                   from recon.breaks b where b.state = 'resolved'
                    and b.ended_at >= v_from::timestamp at time zone v_zone
                    and b.ended_at < v_to::timestamp at time zone v_zone),
    'kinds', (select coalesce(jsonb_agg(to_jsonb(k) order by k.kind), '[]') from (
        select b.kind, count(*) as n, count(*) filter (where b.state = 'cleared') as cleared,
               count(*) filter (where b.state = 'resolved') as resolved,
               count(*) filter (where b.state in ('open', 'proposed')) as open,
               coalesce(sum(b.unexplained_cents) filter (where b.state in ('open', 'proposed')), 0)::bigint as cents
          from recon.breaks b where b.business_on >= v_from and b.business_on < v_to group by b.kind) k),
    'rules', (select coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object(
                       'bps', (r.n * 10000 / sum_n)::int) order by r.n desc), '[]')
                from (select coalesce(l.rule, l.state) as rule, count(*) as n, sum(count(*)) over () as sum_n
                        from recon.lines l where l.business_on >= v_from and l.business_on < v_to group by 1) r),
    'oldest', (select recon.break_card(p_break => b, p_zone => v_zone) from recon.breaks b
                where b.state in ('open', 'proposed') and b.business_on < v_to
                order by b.found_at, b.break_id limit 1),
    'unproven', (select coalesce(jsonb_agg(d.day::date order by d.day), '[]')
                   from generate_series(v_from, least(v_to, (clock_timestamp() at time zone v_zone)::date) - 1,
                                        interval '1 day') d(day)
                  where recon.day_card(p_on => d.day::date) ->> 'proof' <> 'proven'));
end $$;
comment on function ops.reconciliation_month is 'resolved (recon.break_card, difference_cents of what was forced), '
  'kinds (n, cleared, resolved, open, cents), rules (n, bps), oldest (open break), unproven (days without statements '
  'that add up), month, before, after; {"outcome": "absent"} when not allowed. Raises LFA60.';

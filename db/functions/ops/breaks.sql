-- Lists breaks for staff: the open ones, worst and oldest first, and those that wait for a second person; or those of a
-- day, ended ones too. Locks: as accounts.signed_in_user.
create or replace function ops.breaks(
  p_session bytea,
  p_kind    text,   -- empty: all kinds
  p_on      text    -- a market day; empty: all that are open
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.breaks') then
    return access.refuse(p_function => 'ops.breaks', p_subject => 'reconciliation pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'me', v_user_id, 'now', clock_timestamp() at time zone v_zone,
    'on', (select min(b.business_on)::text from recon.breaks b where b.business_on::text = p_on), 'kind', (
      select min(b.kind) from recon.breaks b where b.kind = p_kind),
    'kinds', (select coalesce(jsonb_object_agg(k.kind, k.n), '{}') from (
        select b.kind, count(*) as n from recon.breaks b
         where b.state in ('open', 'proposed') group by b.kind) k),
    'open', (select jsonb_build_object('n', count(*), 'cents', coalesce(sum(b.unexplained_cents), 0)::bigint)
               from recon.breaks b where b.state in ('open', 'proposed')),
    'waiting', (select count(*) from recon.breaks b where b.state = 'proposed'),
    'rows', (select coalesce(jsonb_agg(recon.break_card(p_break => w.b, p_zone => v_zone)
                      || jsonb_build_object('mine', (w.b).proposed_by = v_user_id) order by w.place), '[]')
               from (select q as b, row_number() over (order by q.state not in ('open', 'proposed'),
                              q.unexplained_cents desc, q.found_at, q.break_id) as place
                       from recon.breaks q
                      where (p_kind = '' or q.kind = p_kind)
                        and case when p_on = '' then q.state in ('open', 'proposed') else q.business_on::text = p_on end
                      order by 2 limit 100) w));
end $$;
comment on function ops.breaks is 'rows (recon.break_card, mine), at most 100; kinds (open ones by kind), open (n, '
  'cents), waiting (for a second person); {"outcome": "absent"} when not allowed. Raises LFA60.';

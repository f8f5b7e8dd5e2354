-- Lists disputes for staff: those that wait, oldest first, then what was decided last. Locks: as
-- accounts.signed_in_user. Source: docs/decisions/refunds.md.
create or replace function ops.disputes(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.disputes') then
    return access.refuse(p_function => 'ops.disputes', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone,
    'open', (select coalesce(jsonb_agg(fares.dispute_card(p_dispute => o, p_zone => v_zone) order by o.dispute_id),
      '[]')
               from (select d.* from fares.disputes d where d.state in ('open', 'proposed')
                      order by d.dispute_id limit 50) o),
    'waiting', (select count(*) from fares.disputes d where d.state in ('open', 'proposed')),
    'decided', (select coalesce(jsonb_agg(fares.dispute_card(p_dispute => o, p_zone => v_zone)
                                          order by o.decided_at desc), '[]')
                  from (select d.* from fares.disputes d where d.state in ('refunded', 'declined')
                         order by d.decided_at desc limit 10) o));
end $$;
comment on function ops.disputes is 'open: the oldest 50; waiting: how many there are; decided: the newest 10 (all '
  'fares.dispute_card); {"outcome": "absent"} when not allowed. Raises LFA60.';

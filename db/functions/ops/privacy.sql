-- Shows how long we keep personal data, and erasures without names. Locks: as accounts.signed_in_user.
create or replace function ops.privacy(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.privacy') then
    return access.refuse(p_function => 'ops.privacy', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone,
    'acts', access.has_permission(p_user_id => v_user_id, p_function => 'ops.erase_person'),
    'periods', (select jsonb_agg(jsonb_build_object('kind', p.kind, 'days', p.keep_days,
                                                    'removed', coalesce(r.removed, 0)) order by p.kind)
                  from privacy.retention_periods p left join privacy.retention_runs r using (kind)),
    'erasures', (select coalesce(jsonb_agg(to_jsonb(e) order by e.at desc), '[]')
                   from (select x.erased_at at time zone v_zone as at, x.erased_by as who,
                                accounts.actor_card(p_actor => x.erased_by) as by, x.reason
                           from privacy.erasures x order by x.erasure_id desc limit 20) e));
end $$;
comment on function ops.privacy is 'periods, the last 20 erasures, acts (this person may export and erase); '
  '{"outcome": "absent"} when not allowed. Raises LFA60.';

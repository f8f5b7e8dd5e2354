-- Shows one kind of configuration, or one item of it: what is in force, what was proposed and changed.
-- Source: docs/decisions/configuration.md. Locks: as accounts.signed_in_user.
create or replace function ops.config(
  p_session bytea,
  p_kind    text,    -- as in config.config_changes
  p_subject text     -- null: all of the kind
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_items   jsonb := config.config_items(p_kind => p_kind, p_subject => p_subject, p_zone => v_zone);
begin
  if p_kind is null or p_kind not in ('setting', 'limit', 'retention', 'pilot', 'gate', 'assignment', 'erasure',
                                      'transfer', 'payout', 'reversal')
     or (p_subject is not null and v_items = '[]')
     or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.config') then
    return access.refuse(p_function => 'ops.config', p_subject => coalesce('config.item:' || p_subject, 'ops pages'));
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'kind', p_kind, 'items', v_items,
    'listed', (select jsonb_build_object('vehicles', count(*) filter (where l.kind <> 'sim'),
                                         'sims', count(*) filter (where l.kind = 'sim'))
                 from fleet.pilot_list(p_at => clock_timestamp()) l where p_kind = 'pilot'),
    'stops', case p_kind when 'pilot' then fleet.pilot_stop_list(p_zone => v_zone) end,
    'waiting', (select count(*) from config.config_changes c where c.kind = p_kind and c.state = 'proposed'),
    'proposals', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
          'change_id', c.change_id, 'kind', c.kind, 'subject', c.subject, 'before', c.value_before,
          'after', c.value_after, 'reason', c.reason, 'state', c.state,
          'made_by', c.made_by, 'mine', c.made_by = v_user_id,
          'maker', accounts.actor_card(p_actor => 'user:' || c.made_by),
          'decider', accounts.actor_card(p_actor => 'user:' || c.decided_by),
          'maker_disabled', (select true from accounts.users u
                              where u.user_id = c.made_by and u.disabled_at is not null and c.state = 'proposed'),
          'at', c.made_at at time zone v_zone, 'decided_by', c.decided_by, 'decision_reason', c.decision_reason,
          'decided_at', c.decided_at at time zone v_zone) || config.proposal_details(p_change => c.change))
          order by c.state <> 'proposed', c.change_id desc), '[]')
        from (select q.*, q as change,
                     row_number() over (partition by q.state = 'proposed' order by q.change_id desc) as ordinal
                from config.config_changes q
               where q.kind = p_kind and (p_subject is null or p_kind = 'pilot' or q.subject = p_subject)) c
       where c.ordinal <= 4));
end $$;
comment on function ops.config is 'items (see config.config_items); proposals: the newest 4 open ones, then the last 4 '
  'other changes, each with what, from what to what, why, by whom, whether by the person who looks or by a disabled '
  'one, and what became of it; waiting: how many proposals wait; listed: how many are in the pilot; stops: what of '
  'it is switched off (see fleet.pilot_stop_list); {"outcome": '
  '"absent"} for no such thing, or not allowed. Raises LFA60.';

-- Shows a break with its evidence, and how it can end. Locks: as accounts.signed_in_user.
create or replace function ops.one_break(p_session bytea, p_break_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_break   recon.breaks;
begin
  select b.* into v_break from recon.breaks b where b.break_id::text = p_break_id;
  if v_break.break_id is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.one_break') then
    return access.refuse(p_function => 'ops.one_break', p_subject => 'recon.breaks:' || p_break_id);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'mine', v_break.proposed_by = v_user_id,
    'break', recon.break_card(p_break => v_break, p_zone => v_zone),
    'evidence', recon.break_evidence(p_break => v_break, p_zone => v_zone),
    'choices', (select coalesce(jsonb_agg(c.name order by c.n), '[]')
                  from unnest(array['posted', 'reversal', 'not_money', 'explained', 'forced'])
                       with ordinality c(name, n)
                 where v_break.state = 'open'
                   and recon.resolution_fits(p_break => v_break, p_resolution => c.name) = 'fits'),
    'history', (select coalesce(jsonb_agg(jsonb_build_object('resolution', r.resolution, 'reason', r.reason,
                    'decision', r.decision, 'at', r.proposed_at at time zone v_zone,
                    'decided_at', r.decided_at at time zone v_zone,
                    'proposer', accounts.actor_card(p_actor => 'user:' || r.proposed_by),
                    'decider', accounts.actor_card(p_actor => 'user:' || r.decided_by)) order by r.resolution_id), '[]')
                  from recon.resolutions r where r.break_id = v_break.break_id));
end $$;
comment on function ops.one_break is 'break (recon.break_card), evidence (recon.break_evidence), choices (how it can '
  'end), history (what was proposed and decided), mine; {"outcome": "absent"} for none or not allowed. Raises LFA60.';

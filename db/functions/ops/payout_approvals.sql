-- Shows finance the payouts that wait for a second person, or one of them with all that is needed to decide.
-- Locks: as accounts.signed_in_user. Source: docs/decisions/payouts.md.
create or replace function ops.payout_approvals(
  p_session    bytea,
  p_payout_ref text   -- null or empty: the list
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_zone      text := config.setting(p_setting => 'time_zone');
  v_payout    payouts.payouts;
begin
  select p.* into v_payout from payouts.payouts p
   where p.payout_ref = p_payout_ref and p.needs_approval;
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.payout_approvals')
     or (v_payout.payout_id is null and p_payout_ref <> '') then
    return access.refuse(p_function => 'ops.payout_approvals', p_subject => 'payouts.payouts:' || p_payout_ref);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone,
    'needs_code', not accounts.is_reauthenticated(p_session => p_session),
    'rows', (select coalesce(jsonb_agg(payouts.card(p_payout => p, p_zone => v_zone)
                                       || jsonb_build_object('unusual', to_jsonb(payouts.unusual(p_payout => p)))
                                       order by p.payout_id), '[]')
               from payouts.approvable(p_sacco_ids => null) p),
    'payout', payouts.evidence(p_payout => v_payout, p_user_id => v_user_id, p_zone => v_zone));
end $$;
comment on function ops.payout_approvals is 'rows (those that wait: payouts.card with unusual), payout (see '
  'payouts.evidence; null for the list), may, needs_code (the second factor is not fresh); or absent. Raises LFA60.';

-- Closes a market day by hand, with a reason, when its statement doesn't come: 36 hours after its end, the oldest open
-- day only. It moves no money, so one member of staff is enough. Locks and repeat: see ledger.close_day.
-- Source: docs/decisions/day-close.md.
create or replace function ops.close_day(p_session bytea, p_on date, p_reason text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if p_on is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.close_day') then
    return access.refuse(p_function => 'ops.close_day', p_subject => 'ledger.closed_days:' || p_on);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  if not messaging.is_reason(p_text => p_reason) then
    return jsonb_build_object('outcome', 'no_real_reason');
  elsif p_on + interval '60 hours' > clock_timestamp() at time zone config.setting(p_setting => 'time_zone') then
    return jsonb_build_object('outcome', 'too_early');
  end if;
  v_outcome := ledger.close_day(p_on => p_on, p_at => clock_timestamp(), p_by => v_user_id, p_reason => p_reason);
  perform access.require_permission(p_session => p_session, p_function => 'ops.close_day');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.close_day is 'Outcomes of ledger.close_day, no_real_reason (see messaging.is_reason), '
  'too_early (36 hours after its end), or absent (not allowed). Raises LFA60, LFA61, LFA86.';

-- The page before somebody is forgotten: what goes, what stays, and whether a code is asked for.
-- Source: pages, Rules (dangerous acts); decision 0089. Locks: as security.signed_in_user. Repeat: reads; nothing changes.
create or replace function ops.consider_erasure(
  p_session    bytea,
  p_phone_hash bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_zone    text := security.setting(p_setting => 'time_zone');
begin
  if not security.may(p_user_id => v_user_id, p_door => 'ops.consider_erasure') then
    return security.refuse(p_door => 'ops.consider_erasure', p_subject => 'security.phones');
  end if;
  return security.consider_erasure(p_phone_hash => p_phone_hash)
    || jsonb_build_object('outcome', 'found', 'homes', security.homes(p_user_id => v_user_id), 'now', clock_timestamp() at time zone v_zone,
         'code', not security.step_is_fresh(p_session => p_session));
end $$;
comment on function ops.consider_erasure(bytea, bytea) is
  'figures and blockers (see security.consider_erasure) and code (one is asked for), or {"outcome": "absent"} for '
  'who is no operator. Raises LFA60 (not signed in).';

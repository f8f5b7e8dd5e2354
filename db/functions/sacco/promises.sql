-- Shows a SACCO when M-Pesa was silent and what became of its vehicles' promises. Locks: as accounts.signed_in_user.
-- Source: docs/decisions/grace-mode.md.
create or replace function sacco.promises(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.promises', p_scope_kind => 'sacco');
  v_page      jsonb;
begin
  if v_sacco_ids = '{}' then
    return access.refuse(p_function => 'sacco.promises', p_subject => 'sacco pages');
  end if;
  v_page := fares.grace_page(p_sacco_ids => v_sacco_ids, p_at => clock_timestamp());
  -- Who of the staff pressed it, and why, is not the SACCO's.
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id)) || v_page
    || jsonb_build_object('periods', (select coalesce(jsonb_agg(p - '{by,ended_by,reason,end_reason}'::text[]
         order by n), '[]') from jsonb_array_elements(v_page -> 'periods') with ordinality as t(p, n)));
end $$;
comment on function sacco.promises is
  'See fares.grace_page, without who of the staff and why; absent when not allowed. '
  'Raises LFA60.';

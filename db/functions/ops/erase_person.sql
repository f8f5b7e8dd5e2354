-- Proposes to erase a person who asked for it, after staff made sure that it was that person. It can't be undone, so a
-- second person decides. Source: docs/decisions/privacy-and-keys.md, docs/decisions/configuration.md.
-- Locks: as config.change_config. Repeat: open, while the proposal waits.
create or replace function ops.erase_person(p_session bytea, p_phone_hash bytea, p_reason text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.erase_person') then
    return access.refuse(p_function => 'ops.erase_person', p_subject => 'privacy.phones');
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  if length(btrim(p_reason)) between 5 and 200 is not true then
    return jsonb_build_object('outcome', 'no_reason');
  end if;
  v_outcome := coalesce(privacy.preview_erasure(p_phone_hash => p_phone_hash) -> 'blockers' ->> 0,
    config.change_config(p_made_by => v_user_id, p_kind => 'erasure', p_subject => 'person',
      p_phone_hash => p_phone_hash, p_value => '{"erased": "yes"}', p_reason => p_reason));
  perform access.require_permission(p_session => p_session, p_function => 'ops.erase_person');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.erase_person is 'Outcome proposed, open (it waits already), no_reason, a blocker of '
  'privacy.preview_erasure, or absent (not allowed). Raises LFA60, LFA61, LFA86.';

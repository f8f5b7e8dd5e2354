-- Before somebody is shut out: what ends with it, and what stands in the way.
-- Source: decision 0089. Locks: none. Repeat: reads only; security.disable_person asks again.
create or replace function security.preview_disable(
  p_user_id bigint
) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'figures', jsonb_build_object(
      'sessions', (select count(*) from security.sessions s where s.user_id = p_user_id and s.revoked_at is null
                      and clock_timestamp() < least(s.idle_expires_at, s.expires_at)),
      'grants', (select count(*) from security.role_grants g
                  where g.user_id = p_user_id and (g.valid_to is null or clock_timestamp() < g.valid_to)),
      'proposals', (select count(*) from security.waiting_subjects() w where w.made_by = p_user_id)),
    'blockers', to_jsonb(array_remove(array[
      case when exists (select from security.users u where u.user_id = p_user_id
                                                     and u.disabled_at is not null) then 'already' end,
      case when security.decides_without(p_user_id => p_user_id) is not true then 'last' end], null)))
$$;
comment on function security.preview_disable is
  'figures: open sessions, grants now or later, and proposals of theirs that wait; blockers: already, last (nobody '
  'could let anybody in again). Raises nothing.';

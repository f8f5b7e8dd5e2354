-- Previews disabling a person: what ends with it, and what stands in the way.
-- Source: docs/decisions/roles-and-four-eyes.md. Repeat: reads only; accounts.disable_person checks again.
create or replace function access.preview_disabling(p_user_id bigint) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'figures', jsonb_build_object(
      'sessions', (select count(*) from accounts.sessions s
                    where s.user_id = p_user_id and s.revoked_at is null
                      and clock_timestamp() < least(s.idle_expires_at, s.expires_at)),
      'grants', (select count(*) from access.role_grants g
                  where g.user_id = p_user_id and (g.valid_to is null or clock_timestamp() < g.valid_to)),
      'proposals', (select count(*) from access.role_changes c where c.made_by = p_user_id and c.state = 'proposed')
          + (select count(*) from config.config_changes c where c.made_by = p_user_id and c.state = 'proposed')),
    'blockers', to_jsonb(array_remove(array[
      (select 'already' from accounts.users u where u.user_id = p_user_id and u.disabled_at is not null),
      case when access.has_deciders_without(p_user_id => p_user_id) is not true then 'last' end], null)))
$$;
comment on function access.preview_disabling is
  'figures: open sessions, grants now or later, and open proposals of theirs; blockers: already, last (nobody could '
  'enable anybody again). Raises nothing.';

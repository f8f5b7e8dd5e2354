-- Before somebody loses a role: which one, and how many others have it there.
-- Source: pages, Rules (dangerous acts); decision 0089. Locks: none. Repeat: reads only; the act itself asks again.
create or replace function security.consider_revoke(
  p_grant_id bigint,
  p_zone     text     -- the market's time zone
) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'figures', jsonb_build_object('others', (
      select count(distinct security.person_of(p_user_id => o.user_id)) from security.role_grants o join security.users u using (user_id)
       where u.disabled_at is null and o.role = g.role and o.scope_id is not distinct from g.scope_id
         and o.valid_from <= clock_timestamp() and (o.valid_to is null or clock_timestamp() < o.valid_to)
         and security.person_of(p_user_id => o.user_id) <> security.person_of(p_user_id => g.user_id))),
    'grant', jsonb_build_object('grant_id', g.grant_id, 'role', g.role, 'scope', security.scope_name(p_scope_kind => g.scope_kind, p_scope_id => g.scope_id),
      'from', g.valid_from at time zone p_zone, 'to', g.valid_to at time zone p_zone),
    'hindered', to_jsonb(array_remove(array[
      case when g.valid_to <= clock_timestamp() then 'gone' end,
      case when not security.decides_after(p_joined_person => null, p_joined_with => null, p_revoked_grant => g.grant_id) then 'last' end], null)))
    from security.role_grants g where g.grant_id = p_grant_id
$$;
comment on function security.consider_revoke(bigint, text) is
  'figures: others (persons who hold the same role there now and are not disabled); grant: role, scope, from, to; hindered: gone (it has ended), last (nobody would be left to propose and to decide). Null for no such grant. Raises nothing.';

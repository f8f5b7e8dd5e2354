-- Returns a person as pages show them: the sealed name (the web opens it), three digits of the phone, their roles.
create or replace function accounts.person_card(p_user_id bigint, p_zone text) returns jsonb language sql stable as $$
  select jsonb_build_object('user_id', u.user_id, 'last3', u.phone_last3,
      'name_sealed', encode(u.name_sealed, 'base64'),
      'since', u.created_at at time zone p_zone, 'has_password', u.password_verifier is not null,
      'disabled', u.disabled_at is not null, 'disabled_since', u.disabled_at at time zone p_zone,
      'disabled_by', u.disabled_by,
      'disabler', accounts.actor_card(p_actor => 'user:' || u.disabled_by), 'disabled_why', u.disabled_why,
      'frozen_since', (select f.frozen_at at time zone p_zone from payouts.freezes f
                        where f.user_id = u.user_id and f.lifted_at is null),
      'seen', (select max(s.last_seen_at) at time zone p_zone from accounts.sessions s where s.user_id = u.user_id),
      'grants', (select coalesce(jsonb_agg(jsonb_build_object('grant_id', g.grant_id, 'role', g.role,
                   'scope', access.scope_name(p_scope_kind => g.scope_kind, p_scope_id => g.scope_id),
                   'from', g.valid_from at time zone p_zone, 'to', g.valid_to at time zone p_zone,
                   'begun', g.valid_from <= clock_timestamp()) order by g.grant_id), '[]')
                   from access.role_grants g
                  where g.user_id = u.user_id and (g.valid_to is null or clock_timestamp() < g.valid_to)))
    from accounts.users u where u.user_id = p_user_id
$$;
comment on function accounts.person_card is 'user_id, last3, name_sealed (base64), since, seen, has_password, '
  'disabled (since when, by whom and why), frozen_since (answered ZUIA), and the grants held now or later; times on '
  'the market''s clock. Raises nothing.';

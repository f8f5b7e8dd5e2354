-- Shows one role that somebody holds or held on the page of an action about it.
-- Source: docs/decisions/roles-and-four-eyes.md.
create or replace function access.grant_card(p_grant_id bigint, p_zone text) returns jsonb language sql stable as $$
  select jsonb_build_object('grant_id', g.grant_id, 'role', g.role,
      'scope', access.scope_name(p_scope_kind => g.scope_kind, p_scope_id => g.scope_id),
      'from', g.valid_from at time zone p_zone, 'to', g.valid_to at time zone p_zone)
    from access.role_grants g where g.grant_id = p_grant_id
$$;
comment on function access.grant_card is
  'grant_id, role, scope by name, from and to on the market''s clock; null for no such grant. Raises nothing.';

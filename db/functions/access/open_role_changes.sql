-- Lists proposals about roles that nobody has decided, for pages of staff and of a SACCO.
create or replace function access.open_role_changes(
  p_sacco_ids bigint[],   -- only within these SACCOs and their vehicles; null: all
  p_zone      text
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(access.role_change_card(c.change_id, p_sacco_ids, p_zone) order by c.change_id), '[]')
    from (select q.change_id from access.role_changes q
           where q.state = 'proposed'
             and (p_sacco_ids is null
                  or access.sacco_of(q.scope_kind, q.scope_id, q.made_at) = any (p_sacco_ids))
            -- SACCOs can propose any number of crews: those come last.
            order by q.role = 'crew', q.change_id limit 100) c
$$;
comment on function access.open_role_changes is
  'The oldest 100 open proposals, those about crews after all others (see access.role_change_card). Raises nothing.';

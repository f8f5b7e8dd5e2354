-- Shows staff the statements that came, newest first, with their state, proof and counts; the one that is asked for has
-- its bad rows, too. Locks: as accounts.signed_in_user. Source: docs/decisions/reconciliation.md.
create or replace function ops.statements(
  p_session   bytea,
  p_statement text    -- the one to look at; blank: all
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_id      bigint := (select s.statement_id from recon.statements s
                        where s.source = 'statement' and s.statement_id::text = p_statement);
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.statements')
     or (v_id is null and p_statement <> '') then
    return access.refuse(p_function => 'ops.statements', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone,
    'statements', (select coalesce(jsonb_agg(recon.statement_card(p_statement_id => n.statement_id)
                                              order by n.taken_at desc, n.statement_id desc), '[]')
      from (select s.statement_id, s.taken_at from recon.statements s
             where s.source = 'statement' and (v_id is null or s.statement_id = v_id)
             order by s.taken_at desc, s.statement_id desc limit 30) n),
    'bad_rows', (select coalesce(jsonb_agg(jsonb_build_object('row', b.row_no, 'reason', b.reason) order by b.row_no),
                                 '[]')
      from (select r.* from recon.bad_rows r where r.statement_id = v_id order by r.row_no limit 200) b));
end $$;
comment on function ops.statements is 'statements: the newest 30, see recon.statement_card; bad_rows (row, reason): '
  'the first 200 of the one asked for; {"outcome": "absent"} when not allowed, or there is no such one. Raises LFA60.';

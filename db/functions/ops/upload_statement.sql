-- Takes one sealed part of a statement that a member of staff uploads. With the last part it waits for the worker.
-- Parts may come in any order, and again. Locks: the statement's row. Repeat: the same part is kept once; a file that
-- was read is known. Source: docs/decisions/reconciliation.md.
create or replace function ops.upload_statement(
  p_session      bytea,
  p_file_sha256  bytea,
  p_file_name    text,
  p_file_bytes   bigint,
  p_account      text,     -- where the file doesn't say it; null: it does
  p_chunk_no     int,      -- from 1
  p_chunks       int,
  p_bytes_sealed bytea
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v         recon.statements;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.upload_statement') then
    return access.refuse(p_function => 'ops.upload_statement', p_subject => 'recon.statements');
  elsif p_file_sha256 is null or p_bytes_sealed is null or p_chunks not between 1 and 1000 is not false
        or p_chunk_no not between 1 and p_chunks is not false then
    return jsonb_build_object('outcome', 'nothing');
  end if;
  insert into recon.statements as s (source, channel, file_name, file_sha256, file_bytes, account, state, taken_by)
  values ('statement', 'page', left(p_file_name, 100), p_file_sha256, p_file_bytes, p_account, 'arriving', v_user_id)
  on conflict (file_sha256) do nothing;
  select s.* into strict v from recon.statements s where s.file_sha256 = p_file_sha256 for no key update;
  if v.state = 'failed' then
    update recon.statements s
       set state = 'arriving', channel = 'page', account = coalesce(p_account, s.account), failure = null,
           ended_at = null, taken_by = v_user_id, taken_at = clock_timestamp()
     where s.statement_id = v.statement_id;
  elsif v.state <> 'arriving' then
    return jsonb_build_object('outcome', case when v.state = 'read' then 'known' else 'waiting' end,
                              'statement_id', v.statement_id);
  end if;
  insert into recon.statement_chunks (statement_id, chunk_no, bytes_sealed)
  values (v.statement_id, p_chunk_no, p_bytes_sealed) on conflict (statement_id, chunk_no) do nothing;
  if p_chunks = (select count(*) from recon.statement_chunks c where c.statement_id = v.statement_id) then
    update recon.statements s set state = 'waiting' where s.statement_id = v.statement_id;
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'ops.upload_statement');
  return jsonb_build_object('outcome', 'stored', 'statement_id', v.statement_id);
end $$;
comment on function ops.upload_statement is
  'outcome: stored, known (was read before), waiting (is being read), nothing (no part), or absent (not allowed); '
  'statement_id. Raises LFA60, LFA61.';

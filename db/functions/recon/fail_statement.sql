-- Refuses a file as a whole, for the worker and the command: it is no statement, or of a PayBill that is not ours. What
-- was taken of it before stays. Locks: the statement's row. Repeat: the newest failure stands; a statement that was
-- read stays read.
create or replace function recon.fail_statement(
  p_file_sha256 bytea,
  p_channel     text,
  p_file_name   text,
  p_file_bytes  bigint,
  p_failure     text     -- a code, see web/i18n/labels/statements.py; may name a column after a colon
) returns bigint language sql as $$
  with failed as (
    insert into recon.statements as s (source, channel, file_name, file_sha256, file_bytes, state, failure, ended_at)
    select 'statement', p_channel, left(p_file_name, 100), p_file_sha256, p_file_bytes, 'failed', left(p_failure, 100),
           clock_timestamp()
     where num_nulls(p_file_sha256, p_channel, p_failure) = 0
    on conflict (file_sha256) do update
      set state = 'failed', failure = excluded.failure, ended_at = excluded.ended_at, reader = null, lease_until = null
      where s.state <> 'read'
    returning s.statement_id),
  emptied as (
    delete from recon.statement_chunks c using failed f where c.statement_id = f.statement_id)
  select f.statement_id from failed f
$$;
comment on function recon.fail_statement is
  'The statement''s id; null when it was read before, or for NULL. Raises nothing.';

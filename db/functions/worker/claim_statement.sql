-- Claims an uploaded file for reading: one that waits, or whose reader stopped. No lease lasts an hour: one that would
-- was given while the clock was ahead. Locks: the row it claims; skips locked ones. Repeat: the next one.
-- Source: docs/decisions/reconciliation.md.
create or replace function worker.claim_statement(p_reader text)
returns table (statement_id bigint, file_sha256 bytea, file_name text, account text, chunks int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with due as materialized (
    select s.statement_id from recon.statements s
     where s.channel = 'page' and s.state in ('waiting', 'reading') and p_reader is not null
       and coalesce(s.lease_until <= clock_timestamp() or s.lease_until > clock_timestamp() + interval '1 hour', true)
     order by s.statement_id limit 1 for no key update skip locked)
  update recon.statements s
     set reader = p_reader, lease_until = clock_timestamp() + interval '120 seconds'
    from due where s.statement_id = due.statement_id
  returning s.statement_id, s.file_sha256, s.file_name, s.account,
            (select count(*)::int from recon.statement_chunks c where c.statement_id = s.statement_id);
end $$;
comment on function worker.claim_statement is
  'The file, the account that the person named (or null), and in how many parts it is stored. Raises nothing.';

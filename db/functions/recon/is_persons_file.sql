-- Says whether a person may have written the file of a statement: it came by a channel (page, command, folder) of the
-- setting file_channels_by_two. Then it posts money only when a second person agrees. Locks: none. Repeat: the same.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.is_persons_file(p_statement_id bigint) returns boolean language sql stable as $$
  select exists (select from recon.statements s
                  where s.statement_id = p_statement_id
                    and s.channel = any (string_to_array(config.setting(p_setting => 'file_channels_by_two'), ',')))
$$;
comment on function recon.is_persons_file is 'False for the Pull API, and for no statement. Raises nothing.';

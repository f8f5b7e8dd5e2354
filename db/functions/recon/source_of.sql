-- Names where a line stands, for the journal that is posted because of it: statement or pull, which, and its row.
-- Locks: none. Repeat: the same.
create or replace function recon.source_of(p_line recon.lines) returns text language sql immutable as $$
  select format('%s %s, row %s', p_line.source, p_line.statement_id, p_line.row_no)
$$;
comment on function recon.source_of is 'Such as "statement 12, row 34".';

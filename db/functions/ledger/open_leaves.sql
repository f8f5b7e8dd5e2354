-- Takes the leaves of a seal apart (ledger.leaves), to name what differs. Only a broken seal is opened.
-- Repeat: the same.
create or replace function ledger.open_leaves(p_leaves bytea) returns table (
  journal_id bigint, digest bytea, line_no int, line_check bytea) language plpgsql immutable as $$
declare
  v_leaves bytea := p_leaves || ''::bytea;   -- in memory, so that a part is not fetched from disk each time
  v_at     int := 1;
  v_lines  int;
begin
  while v_at + 25 <= octet_length(v_leaves) loop
    journal_id := ('x' || encode(substr(v_leaves, v_at, 8), 'hex'))::bit(64)::bigint;
    digest := substr(v_leaves, v_at + 8, 16);
    v_lines := get_byte(v_leaves, v_at + 23) * 256 + get_byte(v_leaves, v_at + 24);
    v_at := v_at + 26;
    line_no := null;
    line_check := null;
    return next;
    for n in 1 .. v_lines loop
      exit when v_at + 5 > octet_length(v_leaves);
      line_no := ('x' || encode(substr(v_leaves, v_at, 2), 'hex'))::bit(16)::int;
      line_check := substr(v_leaves, v_at + 2, 4);
      v_at := v_at + 6;
      return next;
    end loop;
  end loop;
end $$;
comment on function ledger.open_leaves is
  'For each journal a row without a line, and one for each of its entries. What is not a leaf ends it. Raises nothing.';

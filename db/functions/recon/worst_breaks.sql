-- Lists the worst open breaks for the staff's first page, most money first, then the oldest, and how many there are.
create or replace function recon.worst_breaks(
  p_zone  text,   -- the market's time zone
  p_limit int
) returns jsonb language sql stable as $$
  select jsonb_build_object('n', count(*), 'cents', coalesce(sum(b.unexplained_cents), 0)::bigint,
    'oldest_at', min(b.found_at) at time zone p_zone,
    'rows', (select coalesce(jsonb_agg(to_jsonb(w) order by w.cents desc, w.at, w.break_id), '[]') from (
        select q.break_id, q.kind, q.receipt, q.unexplained_cents as cents, q.found_at at time zone p_zone as at,
               q.state
          from recon.breaks q where q.state in ('open', 'proposed')
         order by q.unexplained_cents desc, q.found_at, q.break_id limit p_limit) w))
    from recon.breaks b where b.state in ('open', 'proposed')
$$;
comment on function recon.worst_breaks is
  'n, cents (unexplained), oldest_at, rows (break_id, kind, receipt, cents, at, state). Raises nothing.';

-- Lists the spans of time since the first statement of an account that no statement of it has told of yet: what the
-- operator charged there is not known. Locks: none. Repeat: the same. Source: docs/decisions/reconciliation.md.
create or replace function recon.unlisted_times(p_account text) returns setof tstzrange language sql stable as $$
  select unnest(tstzmultirange(tstzrange(min(s.period_from), null)) - range_agg(tstzrange(s.period_from, s.period_to)))
    from recon.statements s
   where s.account = p_account and s.source = 'statement' and s.state = 'read'
     and num_nulls(s.period_from, s.period_to) = 0
  having count(*) > 0
$$;
comment on function recon.unlisted_times is 'Ranges, the last without an end; none before the first statement. '
  'Raises nothing.';

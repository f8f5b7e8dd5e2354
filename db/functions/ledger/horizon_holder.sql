-- Tells since when a horizon is held and by whom, without what the session asked or typed. Only transactions that wrote
-- hold it, in any database of the server, prepared ones too; readers and replication slots don't. A session's start can
-- be seen with pg_read_all_stats (db/hardening/role_limits.sql); else the first cutoff at this horizon tells, up to a
-- minute late. Source: docs/runbooks/horizon_held.md.
create or replace function ledger.horizon_holder(p_horizon xid8) returns table (since timestamptz, holder text)
language sql stable as $$
  select least(min(h.since), (select c.closed_at from ledger.cutoffs c where c.horizon = p_horizon)), max(h.holder)
    from (select a.xact_start as since,
                 format('pid %s, role %s, application %s, database %s, %s since %s UTC', a.pid, a.usename,
                   coalesce(nullif(privacy.mask_numbers(p_text => left(a.application_name, 40)), ''), 'unnamed'),
                   a.datname, coalesce(a.state, 'state hidden'),
                   coalesce(to_char(a.state_change at time zone 'UTC', 'HH24:MI:SS'), '?')) as holder
            from pg_stat_activity a where a.backend_xid = p_horizon::xid
           union all
          select p.prepared, format('prepared transaction, role %s, database %s', p.owner, p.database)
            from pg_prepared_xacts p where p.transaction = p_horizon::xid) h
$$;
comment on function ledger.horizon_holder is
  'One row: since when a running or prepared transaction holds this horizon, and which; both null when none does.';

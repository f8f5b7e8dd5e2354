-- Returns the months that bodies of operator messages have a partition for, as the catalog knows them.
-- Source: docs/decisions/partitions.md.
create or replace function mobile_money.body_months()
returns table (month_table text, from_at timestamptz, until_at timestamptz)
language sql stable set datestyle = 'ISO' set timezone = 'UTC' as $$
  select b.relname, b.bounds[1]::timestamptz, b.bounds[2]::timestamptz
    from (select c.relname::text, regexp_match(pg_get_expr(c.relpartbound, c.oid),
                   $re$^FOR VALUES FROM \('([^']+)'\) TO \('([^']+)'\)$re$) as bounds
            from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
           where i.inhparent = 'mobile_money.callback_bodies'::regclass) b
   where b.bounds is not null
   order by 2
$$;
comment on function mobile_money.body_months is
  'Name of each partition but the default one, and its bounds (the second is outside). Raises nothing.';

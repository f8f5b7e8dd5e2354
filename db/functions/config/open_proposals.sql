-- Counts what waits for a second person, by kind: people, and each kind of configuration.
create or replace function config.open_proposals() returns jsonb language sql stable as $$
  select jsonb_object_agg(k.kind, k.n)
    from (select 'people' as kind, count(*) as n from access.role_changes c where c.state = 'proposed'
          union all
          select c.kind, count(*) from config.config_changes c where c.state = 'proposed' group by c.kind) k
$$;
comment on function config.open_proposals is 'people, and other kinds that have any. Raises nothing.';

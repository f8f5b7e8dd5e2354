-- Rules for every function, checked in the catalog.
begin; select plan(9);
create view pg_temp.ours as select p.*,
  n.nspname, to_regrole('lipa_' || n.nspname) is not null as is_api_function from pg_proc p join pg_namespace n
  on n.oid = p.pronamespace where pg_get_userbyid(n.nspowner) = 'lipa_owner' and n.nspname <> 'public';
select cmp_ok((select count(*) from pg_temp.ours), '>', 100::bigint, 'there are functions to look at');

select is_empty($$ select o.oid::regprocedure
  from pg_temp.ours o cross join lateral aclexplode(coalesce(o.proacl, acldefault('f', o.proowner))) a
  where a.grantee = 0 and a.privilege_type = 'EXECUTE' $$, 'nothing is executable by PUBLIC');
select is_empty($$ select o.oid::regprocedure from pg_temp.ours o
  where length(coalesce(obj_description(o.oid, 'pg_proc'), '')) < 20 $$, 'every function is commented');
select is_empty($$ select o.oid::regprocedure from pg_temp.ours o where o.is_api_function <> o.prosecdef $$,
  'every API function is security definer, and no other function is');
select is_empty($$ select o.oid::regprocedure from pg_temp.ours o
  where o.is_api_function and not coalesce(o.proconfig @> array['search_path=pg_catalog, pg_temp'], false) $$,
  'every API function has search_path = pg_catalog, pg_temp');
select is_empty($$ select o.nspname,
  o.proname from pg_temp.ours o group by 1, 2 having count(*) > 1 $$, 'no function is overloaded');
select is_empty($$ select o.oid::regprocedure from pg_temp.ours o
      where 'boolean'::regtype = any (coalesce(o.proallargtypes, o.proargtypes::oid[]))
        and (o.proargmodes is null or exists (
              select from unnest(o.proallargtypes, o.proargmodes) as a(type, mode) where a.type = 'boolean'::regtype
                and a.mode in ('i', 'b'))) $$, 'no function takes a boolean');
select is_empty($$ select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'audit' and c.relkind = 'v' and length(coalesce(obj_description(c.oid, 'pg_class'), '')) < 20 $$,
  'every audit view is commented');
select exists (select from pg_extension where extname = 'plpgsql_check') as has_plpgsql_check \gset
\if :has_plpgsql_check
select is_empty($$ select o.oid::regprocedure || ': ' || c.message
       from pg_temp.ours o join pg_language l on l.oid = o.prolang and l.lanname = 'plpgsql'
       left join lateral (select distinct t.tgrelid, t.tgoldtable, t.tgnewtable from pg_trigger t
                           where t.tgfoid = o.oid and o.prorettype = 'trigger'::regtype) t on true
       cross join lateral plpgsql_check_function_tb(o.oid, coalesce(t.tgrelid, 0)::regclass,
                            oldtable => t.tgoldtable, newtable => t.tgnewtable,
                            performance_warnings => false, extra_warnings => true) c
      where o.prorettype <> 'trigger'::regtype or t.tgrelid is not null $$,
  'plpgsql_check finds nothing in any function, triggers with each of their tables');
\else
select skip('plpgsql_check is not made for this PostgreSQL');
\endif
select finish(); rollback;

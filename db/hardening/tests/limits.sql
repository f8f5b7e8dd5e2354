-- Every login role has its time-outs and its connection limit.
begin; select plan(9);
create view pg_temp.limits as
select r.rolname, r.rolconnlimit, coalesce(s.setconfig, '{}') as config
  from pg_roles r left join pg_db_role_setting s on s.setrole = r.oid and s.setdatabase = 0
 where r.rolname like 'lipa\_%' and r.rolname <> 'lipa_owner';
\set listed `tail -n +2 db/actors.csv | wc -l`
select is((select count(*) from pg_temp.limits), :listed::bigint, 'there is a row for each login role');
select is_empty($$ select rolname from pg_temp.limits where rolconnlimit not between 1 and 100 $$, 'each has a limit');
select is_empty($$ select l.rolname, t.name from pg_temp.limits l
       cross join unnest(array['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) as t(name)
      where not exists (select from unnest(l.config) c where c ~ ('^' || t.name || '=[1-9][0-9]*s$')) $$,
  'each has its time-outs for statements, locks and idle transactions');
select is_empty($$ select rolname from pg_temp.limits
  where not config @> array['log_parameter_max_length=0', 'log_parameter_max_length_on_error=0'] $$,
  'the server logs no parameters of theirs');
select is((select rolcreaterole or rolcreatedb or rolsuper from pg_roles where rolname = 'lipa_owner'), false,
  'the owner of the tables can make neither roles nor databases');
select set_eq($$ select r.rolname || ' ' || c from pg_roles r join pg_db_role_setting s on s.setrole = r.oid
    and s.setdatabase = 0 cross join unnest(s.setconfig) c where r.rolname in ('lipa_owner', 'postgres')
      and c ~ 'timeout' $$,
  array['lipa_owner idle_in_transaction_session_timeout=2min', 'lipa_owner statement_timeout=15min',
        'postgres idle_in_transaction_session_timeout=2min', 'postgres statement_timeout=1h'],
  'the owner and the superuser have time-outs');
select ok(pg_has_role('lipa_owner', 'pg_read_all_stats', 'usage'), 'the owner can see since when sessions write');
select ok(pg_has_role('lipa_auditor', 'pg_read_all_stats', 'usage'), 'auditors can see slow statements and locks');
select is_empty($$ select from pg_auth_members m where m.member = 'lipa_owner'::regrole
  and m.roleid <> 'pg_read_all_stats'::regrole $$, 'and is a member of nothing else');
select finish(); rollback;

-- Every door that serves a person stands in the table of permissions, and asks for itself.
begin;
select plan(5);
create view pg_temp.personal as
select n.nspname || '.' || p.proname as door, p.prosrc
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where n.nspname in ('telco', 'crew', 'owners', 'sacco', 'ops', 'worker') and p.proargnames[1] = 'p_session';
select set_eq($$ select door from pg_temp.personal $$, $$ select door from security.permissions $$,
  'the doors that take a session first are those of the table of permissions');
select is_empty(
  $$ select door from pg_temp.personal d
      where not exists (select from security.permissions p where p.door = d.door and p.role = 'person')
        and d.prosrc not like '%p_door => ''' || d.door || ''', p\_scope\_kind =>%'
        and d.prosrc not like '%security.may(p\_user\_id => v\_user\_id, p\_door => ''' || d.door || ''')%' $$,
  'each asks, by its own name, whether this person may');
select is_empty($$ select door, count(*) from security.permissions where role = 'person'
                    and door in (select q.door from security.permissions q where q.role <> 'person') group by 1 $$,
  'what everybody may is not given to some again');
select is_empty($$ select door, role from security.permissions where role = 'auditor' and door !~ '^ops\.' $$,
  'an auditor looks through operators'' doors only');
select is_empty(
  $$ select p.door from security.permissions p where p.role = 'auditor'
        and exists (select from pg_temp.personal d where d.door = p.door and d.prosrc ~* '\m(insert|update|delete|audit\.record_event)\M') $$,
  'and none of those writes');
select finish();
rollback;

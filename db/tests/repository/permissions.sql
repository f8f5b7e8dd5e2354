-- Every door that serves a person stands in the table of permissions, and asks for itself.
begin; select plan(5);
create view pg_temp.personal as select n.nspname || '.' || p.proname as api_function,
  regexp_replace(p.prosrc, '\s+', ' ', 'g') as prosrc from pg_proc p join pg_namespace n
  on n.oid = p.pronamespace where to_regrole('lipa_' || n.nspname) is not null and p.proargnames[1] = 'p_session';
select set_eq($$ select api_function from pg_temp.personal $$, $$ select api_function from access.permissions $$,
  'the doors that take a session first are those of the table of permissions');
select is_empty(
  $$ select api_function from pg_temp.personal d
      where not exists (select from access.permissions p where p.api_function = d.api_function and p.role = 'person')
        and d.prosrc not like '%p_function => ''' || d.api_function || ''', p\_scope\_kind =>%'
        and d.prosrc not like '%access.has_permission(p\_user\_id => v\_user\_id, p\_function => ''' || d.api_function
          || ''')%' $$,
  'each asks, by its own name, whether this person may');
select is_empty($$ select api_function, count(*) from access.permissions where role = 'person'
  and api_function in (select q.api_function from access.permissions q where q.role <> 'person') group by 1 $$,
  'what everybody may is not given to some again');
select is_empty($$ select api_function, role from access.permissions where role = 'auditor'
  and api_function !~ '^ops\.' $$, 'an auditor looks through operators'' doors only');
select is_empty($$ select p.api_function from access.permissions p
  where p.role = 'auditor' and exists (select from pg_temp.personal d where d.api_function = p.api_function
  and d.prosrc ~* '\m(insert|update|delete|audit\.record_event)\M') $$, 'and none of those writes');
select finish(); rollback;

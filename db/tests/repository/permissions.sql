-- Every API function that serves a person is in the table of permissions and checks its own name.
begin; select plan(6);
create view pg_temp.personal as
select n.nspname || '.' || p.proname as api_function, regexp_replace(p.prosrc, '\s+', ' ', 'g') as prosrc
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where to_regrole('lipa_' || n.nspname) is not null and p.proargnames[1] = 'p_session';
select set_eq($$ select api_function from pg_temp.personal $$, $$ select api_function from access.permissions $$,
  'the functions that take a session are those of the table of permissions');
select is_empty($$ select api_function from pg_temp.personal d
      where not exists (select from access.permissions p where p.api_function = d.api_function and p.role = 'person')
        and d.prosrc not like '%p_function => ''' || d.api_function || ''', p\_scope\_kind =>%'
        and d.prosrc not like '%access.has_permission(p\_user\_id => v\_%\_id, p\_function => ''' || d.api_function
          || ''')%' $$, 'each checks the permission of its own name');
select is_empty(
  $$ select api_function from pg_temp.personal d
      where api_function ~ '^(ops|sacco|crew)\.(acknowledge|ask|assign|change|decide|disable|end|erase|forget|propose'
                           '|register|retry|start|withdraw)_'
        and d.prosrc not like '%access.require_permission(p\_session => p\_session, p\_function => '''
          || api_function || '''%' $$,
  'each that changes something asks again, after it may have waited');
select is_empty($$ select api_function, count(*) from access.permissions where role = 'person'
                    and api_function in (select q.api_function from access.permissions q where q.role <> 'person')
                      group by 1 $$, 'what everybody may do is not granted to a role again');
select is_empty($$ select api_function, role from access.permissions where role = 'auditor'
  and api_function !~ '^ops\.' $$, 'an auditor has functions of staff only');
select is_empty($$ select p.api_function from access.permissions p where p.role = 'auditor'
        and exists (select from pg_temp.personal d where d.api_function = p.api_function
          and d.prosrc ~* '\m(insert|update|delete|audit\.record_event)\M') $$, 'none of which writes');
select finish(); rollback;

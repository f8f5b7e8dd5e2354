begin; select plan(4);
select is(access.homes_of(p_functions => array['owners.home', 'crew.home', 'owners.fare'], p_roles => array['owner']),
  '{crew,owner}', 'each home that may be called has its page');
select is(access.homes_of(p_functions => array['ops.home'], p_roles => array['finance', 'auditor']), '{ops}',
  'an auditor reads the pages of operations');
select is(access.homes_of(p_functions => array['ops.home'], p_roles => array['finance']), '{ops/finance}',
  'finance begins with its figures');
select is(access.homes_of(p_functions => null, p_roles => null), '{}', 'without a role there is no page');
select finish(); rollback;

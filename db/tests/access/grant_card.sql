begin; select plan(2);
\ir ../fixtures/officials.psql
select is(access.grant_card(p_grant_id => pg_temp.grant_of('owner'), p_zone => 'Africa/Nairobi') - 'from',
  jsonb_build_object('grant_id', pg_temp.grant_of('owner'), 'role', 'owner', 'scope', 'Mama Njeri', 'to', null),
  'the card shows role and scope');
select is(access.grant_card(p_grant_id => -1, p_zone => 'Africa/Nairobi'), null, 'no grant, no card');
select finish(); rollback;

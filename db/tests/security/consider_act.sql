begin;
\ir ../fixtures/joined.psql
select plan(5);
create function pg_temp.told(p_act text) returns jsonb language sql as $$
  select security.consider_act(p_act => p_act, p_user_id => pg_temp.id('ops2'), p_other => pg_temp.id('auditor'), p_grant_id => pg_temp.grant_of('ops2'), p_place => 'x',
    p_session => sha256('ops'), p_zone => 'Africa/Nairobi') $$;
select is((select count(*) from unnest(array['disable', 'enable', 'end_sessions', 'join', 'separate', 'grant', 'revoke']) a where pg_temp.told(a) ?& array['figures', 'hindered']),
  7::bigint, 'every act has its figures and what stands in the way');
select is(pg_temp.told('forget_device'), null, 'no device of that place');
select is(pg_temp.told('dance'), null, 'no such act');
select is(pg_temp.told('revoke') #>> '{grant,role}', 'ops', 'each its own');
select is(pg_temp.changed(), 'nothing', 'and nothing happens');
select finish();
rollback;

begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(8);
select pg_temp.propose_crew('admin') ->> 'change_id' as change \gset
select is(sacco.role_change(p_session => sha256('treasurer'), p_change_id => :'change') #>> '{change,scope}',
  'KZZ 001A', 'what, for whom, where');
select is(array[sacco.role_change(p_session => sha256('admin'), p_change_id => :'change') ->> 'mine',
  sacco.role_change(p_session => sha256('treasurer'), p_change_id => :'change') ->> 'mine'],
  array['true', 'false'], 'and whose proposal it is');
select is(sacco.role_change(p_session => sha256('foreign treasurer'), p_change_id => :'change'),
  '{"outcome": "absent"}', 'not for another SACCO');
select is(sacco.role_change(p_session => sha256('treasurer'),
  p_change_id => (pg_temp.propose('ops', 'newcomer') ->> 'change_id')), '{"outcome": "absent"}',
  'nor what concerns none');
select is(sacco.role_change(p_session => sha256('treasurer'), p_change_id => :'change') -> 'code', 'false',
  'right after a second step no code is asked for');
select is((select array_agg(sacco.role_change(p_session => sha256(s::bytea), p_change_id => :'change') ->> 'bound'
  order by n)
            from unnest(array['admin', 'treasurer']) with ordinality x(s, n)), array['true', 'false'],
              'who made it is bound by it');
select is((sacco.role_change(p_session => sha256('treasurer'), p_change_id => :'change') ->> 'maker_disabled'), 'false',
  'nor is anything said of the maker');
update accounts.users set disabled_at = now() where user_id = pg_temp.id('admin');
select is((sacco.role_change(p_session => sha256('treasurer'), p_change_id => :'change') ->> 'maker_disabled'), 'true',
  'unless who proposed it is shut out by now');
select finish();
rollback;

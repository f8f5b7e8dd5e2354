begin; select plan(12);
\ir ../fixtures/officials.psql
select is(pg_temp.propose('ops', 'newcomer') ->> 'outcome', 'proposed', 'operations propose');
select is(pg_temp.holds('newcomer'), null, 'nothing has changed yet');
select is(pg_temp.propose('ops2', 'newcomer') ->> 'outcome', 'waiting', 'one proposal is open at a time');
select is((select string_agg(part, ' ' order by part) from access.four_eyes_records), 'concerned maker',
  'four-eyes records name the maker and whom it concerns');
create function pg_temp.ask(p_who text, p_role text, p_scope bigint default null, p_to timestamptz default null,
  p_reason text default 'kazi') returns text language sql as $$
  select pg_temp.propose('ops', p_who, p_role, p_scope, p_to => p_to, p_reason => p_reason) ->> 'outcome' $$;
select is(pg_temp.ask('ops', 'finance'), 'same_person', 'nobody proposes for themselves');
select is(pg_temp.ask('newcomer', 'owner'), 'no_scope', 'an owner''s role needs a scope');
select is(pg_temp.ask('newcomer', 'finance', 1), 'no_scope', 'a role of the platform has none');
select is(pg_temp.ask('newcomer', 'king'), 'no_scope', 'an unknown role is refused');
select is(pg_temp.ask('newcomer', 'person'), 'no_scope', 'the role person can''t be granted');
select is(pg_temp.ask('newcomer', 'finance', p_reason => ' '), 'no_reason', 'a proposal needs a reason');
select is(pg_temp.ask('newcomer', 'finance', p_to => now() - interval '1 day'), 'bad_time', 'a grant may not be past');
select is(pg_temp.ask('finance', 'finance'), 'held', 'a role that is held is not proposed');
select finish(); rollback;

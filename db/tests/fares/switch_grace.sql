begin; select plan(6);
\ir ../fixtures/conductor.psql
create function pg_temp.switch(p_to text, p_reason text default 'Safaricom wamesema iko chini') returns text
language sql as $$
  select fares.switch_grace(p_to => p_to, p_user_id => pg_temp.crew_id('juma'), p_reason => p_reason, p_at => now()) $$;
select is(pg_temp.switch('on', 'test'), 'no_reason', 'not without a reason');
select is(pg_temp.switch('up'), 'wrong', 'on or off');
select is(pg_temp.switch('off'), 'same', 'nothing to end');
select is(pg_temp.switch('on'), 'started', 'begun');
select is(pg_temp.switch('on'), 'same', 'once');
select is(pg_temp.switch('off'), 'ended', 'ended');
select finish(); rollback;

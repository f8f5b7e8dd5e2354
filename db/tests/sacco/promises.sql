begin; select plan(3);
\ir ../fixtures/sacco.psql
select fares.switch_grace(p_to => 'on', p_user_id => pg_temp.id('ops'), p_reason => 'Safaricom wamesema iko chini',
                          p_at => now()) \g /dev/null
create function pg_temp.page(p_who text) returns jsonb language sql as $$
  select sacco.promises(p_session => sha256(p_who::bytea)) $$;
select is(pg_temp.page('treasurer') ->> 'open', 'true', 'M-Pesa is silent');
select is((pg_temp.page('admin') #> '{periods,0}') ?| array['by', 'reason'], false,
  'who of the staff said so is not theirs');
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner has other pages');
select finish(); rollback;

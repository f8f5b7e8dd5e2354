begin; select plan(6);
\ir ../fixtures/menu.psql
create function pg_temp.answer(p_key text) returns ussd.ussd_sessions language sql as $$
  select ussd.answer_stage(p_session => pg_temp.past_vehicle('stage'), p_key => p_key) $$;
select is((pg_temp.answer('2')).state, 'confirm', 'a stage is chosen');
select is((pg_temp.answer('2')).context -> 'stage', pg_temp.quote('Kawangware'), 'with its price and its version');
select is((pg_temp.answer('3')).state, 'amount', 'another amount');
select is((pg_temp.answer('4')).context ->> 'hint', pg_temp.text('ussd_hint'), 'a choice that isn''t there');
select is((pg_temp.answer('02')).state, 'stage', '02 is no choice');
insert into fleet.stages (route_id, position, name) select :route_id, n, 'Stage ' || n from generate_series(4, 6) n;
insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from)
  select stage_id, 'peak', 9000, '2026-01-01' from fleet.stages where position > 3;
select is((pg_temp.answer('4')).context -> 'page', '2', 'more stages are on the next page');
select finish(); rollback;

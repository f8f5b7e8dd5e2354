begin; select plan(18);
\ir ../fixtures/menu.psql
create function pg_temp.answer(p_key text) returns ussd.ussd_sessions language sql as $$
  select ussd.answer_amount(p_session => pg_temp.past_vehicle('amount', '{"stage": {"name": "Yaya"}}'),
    p_key => p_key) $$;
select is((pg_temp.answer('60')).context -> 'unit_cents', '6000', 'an amount in shillings is stored in cents');
select is((pg_temp.answer('60')).context -> 'stage', 'null', 'a stage chosen before no longer counts');
select is((pg_temp.answer(k)).state, 'confirm', 'an amount within the limits leads to the confirm screen: ' || k)
  from unnest(array['60', '10', '5000']) as k;
select is((pg_temp.answer(k)).state, 'amount', 'not an amount: ' || k)
  from unnest(array['0', '-5', '1e3', '5.5', '999999999', '٥٠', '1 000', '9', '5001', '6_0', '60x']) as k;
insert into fleet.fare_caps values (:route_id, 8000, '2026-01-01 00:00+03'),
                                   (:route_id, 5000, pg_temp.peak() + interval '1 minute');
select is((pg_temp.answer('81')).context ->> 'hint', pg_temp.text('ussd_above_cap', '80'),
  'above the cap that counted when the prices were shown');
select is((pg_temp.answer('80')).state, 'confirm', 'a cap that was lowered since does not count');
select finish(); rollback;

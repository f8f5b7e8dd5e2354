begin; select plan(16);
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
select finish(); rollback;

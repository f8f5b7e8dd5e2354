begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.line(p_row jsonb) returns text language sql as $$
  select fares.list_line(p_lang => 'sw', p_row => '{"state": "paid", "label": "SIMBA 27", "at": "2026-11-29T07:14:00",
    "cents": 6000, "seats": 1, "stage": "Kawangware", "last3": "126"}'::jsonb || p_row) $$;
select is(pg_temp.line('{}'), 'SIMBA27 60 Kawangwa ..126', 'a payer');
select is(pg_temp.line('{"label": "SIMBA 28-29", "cents": 12000, "seats": 2, "stage": "Yaya", "last3": "904"}'),
  'SIMBA28 60x2 Yaya ..904', 'a group: the first number, and how many');
select is(pg_temp.line('{"state": "waiting"}'), 'SIMBA27 60 inasubiri', 'who is waited for');
select is(pg_temp.line('{"label": null, "seats": null, "stage": null}'), '07:14 60 ..126',
  'paid to the PayBill: the time');
select is(pg_temp.line('{"due_cents": 2000}'), 'SIMBA27 60-20 Kawangwa ..126', 'who still owes 20');
select is(pg_temp.line('{"cents": 10000, "seats": 3}'), 'SIMBA27 100 Kawangwa ..126', 'not divisible: the whole');
select is(pg_temp.line('{"label": null, "last3": null, "stage": null}'), '07:14 60 ..?', 'a hidden number');
select is((select max(length(pg_temp.line(jsonb_build_object('label', 'TAIPWEZA 127-135', 'cents', 4500000, 'seats', 9,
  'state', s)))) from unnest(array['paid', 'waiting']) s), 29, 'the longest');
select finish(); rollback;

-- Help, 3: the newest fare goes to the vehicle that was meant.
begin; select plan(9);
\ir ../fixtures/credit.psql
\ir ../fixtures/crew.psql
select fares.set_split_rule(:other_vehicle_id, '2020-01-01 00:00+03', 200, 0, array['profit'], array[10000], 'profit',
  'test') \g /dev/null
select matches(pg_temp.dial('4*3', 'n'), '^END Hakuna nauli ya dakika 20', 'no fare to move');
select pg_temp.confirm(pg_temp.incoming('AMV0000001', p_payer_hash => sha256('sim'))) \g /dev/null
select pg_temp.dial('4', 'm') \g /dev/null
select matches(pg_temp.dial('4*3', 'm'), '^CON Ulilipa KES 60 gari 4628, [0-9:]{5}\. Weka namba ya gari sahihi',
  'which one');
select matches(pg_temp.dial('4*3*9999', 'm'), 'Weka namba ya gari sahihi', 'no such vehicle: asked again');
select matches(pg_temp.dial('4*3*9999*4631', 'm'), '^CON Hamisha nauli ya KES 60 kutoka 4628 kwenda 4631 Njia 46',
  'sure?');
select is((select count(*) from fares.moves), 0::bigint, 'nothing is moved yet');
select matches(pg_temp.dial('4*3*9999*4631*1', 'm'), '^END Nauli ya KES 60 imehamishiwa gari 4631', 'it is moved');
select is((select row(receipt, to_vehicle_id, channel)::text from fares.moves), row('AMV0000001', :other_vehicle_id,
  'ussd')::text, 'to that vehicle');
select matches(pg_temp.dial('4*3', 'o'), '^END Hakuna nauli', 'once');
-- Somebody else's fare.
select is((ussd.answer_move(pg_temp.on_screen('move_sure', '{"moved": {"receipt": "AMV0000001", "cents": 1},
  "move_to": {"id": 1}}'), '1', now())).context ->> 'last_words', pg_temp.text('ussd_move_refused', '0700 000 000'),
  'what can''t be moved is refused');
select * from finish(); rollback;

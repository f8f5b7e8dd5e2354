begin; select plan(2);
\ir ../fixtures/credit.psql
select pg_temp.confirm(pg_temp.incoming('OMV0000001', p_payer_hash => sha256('sim'))) \g /dev/null
select is((ussd.open_move(pg_temp.on_screen('help'), now() + interval '10 minutes')).context #>> '{moved,receipt}',
  'OMV0000001', 'the newest fare');
select is((ussd.open_move(pg_temp.on_screen('help'), now() + interval '21 minutes')).state, 'end', 'for 20 minutes');
select * from finish(); rollback;

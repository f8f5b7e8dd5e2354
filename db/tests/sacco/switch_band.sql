begin; select plan(3);
\ir ../fixtures/fare_board.psql
select is(sacco.switch_band(sha256('foreign admin'), :'route_id', 'rain_on', '1') ->> 'outcome', 'absent',
  'not another SACCO');
select is(sacco.switch_band(sha256('treasurer'), :'route_id', 'rain_on', '1') ->> 'outcome', 'rain_on',
  'its treasurer switches the rain on');
select is(fleet.fare_band(:route_id, clock_timestamp()), 'rain', 'at once');
select finish(); rollback;

begin; select plan(8);
\ir ../fixtures/fare_board.psql
create function pg_temp.board(p_by text default 'treasurer', p_at timestamptz default pg_temp.noon()) returns jsonb
language sql as $$
  select fleet.route_board(r.route_id, pg_temp.id(p_by), array[r.sacco_id], p_at) from fleet.routes r
   where r.number = '46' $$;
select is(pg_temp.board() - '{now,notice_hours}'::text[], '{"band": "off_peak", "cap_cents": 10000, "next_caps": [],
  "rain_until": null, "has_rain_fares": true, "events": [], "open": [], "past": []}', 'a quiet route');
select pg_temp.propose_change('cap', '{"cap": "150"}') \g /dev/null
select is(pg_temp.board() #>> '{open,0,is_maker}', 'false', 'the treasurer may approve it');
select is(pg_temp.board('admin') #>> '{open,0,is_maker}', 'true', 'its maker not');
select is(pg_temp.board(p_at => pg_temp.noon() + interval '8 days') #>> '{past,0,state}', 'expired', 'too late');
select pg_temp.decide_change('treasurer') \g /dev/null
select is(pg_temp.board() #> '{next_caps,0}', '{"from": "2026-11-24T12:00:00", "cents": 15000}', 'a cap is planned');
select is(pg_temp.board() #>> '{past,0,state}', 'planned', 'and so the history says');
insert into fleet.rain_switches values (:route_id, pg_temp.noon(), pg_temp.noon() + interval '1 hour',
                                        pg_temp.id('admin'));
select is(pg_temp.board() ->> 'rain_until', '2026-11-23T13:00:00', 'rain says until when');
select is(fleet.route_board(null, null, null, now()) ->> 'open', '[]', 'nothing of no route');
select finish(); rollback;

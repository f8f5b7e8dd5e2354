begin; select plan(4);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00') \g /dev/null
select is(fares.crew_list_at('RFN0000001', 'UTC') -> 'trip', 'null', 'on no trip');
insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at) values (:vehicle_id, pg_temp.id('ops'),
  now() - interval '1 hour', now() + interval '1 hour');
select isnt(fares.crew_list_at('RFN0000001', 'UTC') #> '{trip,since}', null, 'the trip that it was on');
select pg_temp.confirm(pg_temp.incoming('RFN0000002', p_time => pg_temp.trans_time(now() - interval '5 minutes'))),
  pg_temp.confirm(pg_temp.incoming('RFN0000003', p_time => pg_temp.trans_time(now() - interval '50 minutes')))
  \g /dev/null
select is((select string_agg(r ->> 'receipt', ' ') from jsonb_array_elements(
  fares.crew_list_at('RFN0000001', 'UTC') -> 'rows') r), 'RFN0000002 RFN0000001', 'and who paid around it');
select is(fares.crew_list_at('NOSUCH', 'UTC'), '{"trip": null, "rows": []}', 'no such fare');
select * from finish(); rollback;

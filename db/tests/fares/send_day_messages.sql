begin; select plan(12);
\ir ../fixtures/account_statements.psql
-- The job reads settled fares only, so the day is a stored one.
insert into ledger.closed_days (business_on) values ('2026-11-25');
insert into fares.totals_until (until_on, horizon) values ('2026-11-25', '5');
insert into fares.day_totals values (:vehicle_id, :owner_id, :sacco_id,
  '2026-11-25', array['2026-11-25 07:10+03'::timestamptz],
  array[6000], array[2], array['fee', 'fuel', 'sacco'], array[120, 5292, 588]);
select fares.store_party_days(p_from => '2026-11-25', p_to => '2026-11-25') \g /dev/null
create function pg_temp.at(p_time time, p_on date default '2026-11-25') returns bigint language sql as $$
  select fares.send_day_messages(p_at => (p_on + p_time) at time zone 'Africa/Nairobi') $$;
create function pg_temp.sent() returns text[] language sql as $$
  select array_agg(payload ->> 'text' order by outbox_id) from messaging.outbox where key like 'day/%' $$;
select is(pg_temp.at('20:59'), 0::bigint, 'not before its time');
select is(pg_temp.at('23:30'), 0::bigint, 'nor in the night, however long the worker was down');
select is(pg_temp.at('22:40'), 1::bigint, 'it catches up: owners with fares are told');
select is(pg_temp.sent(), array['KZZ..01A 25 Nov: KES 60, nauli 2. Ada 1.20 Mafuta 52.92 Sacco 5.88.'],
  'the figures are those of the day');
select is(pg_temp.at('22:41'), 0::bigint, 'once for each owner and day');
select matches((select asof from fares.day_messages), '^[0-9]+-[0-9]+$', 'the position that they show is kept');
select is((select people from fares.day_messages), 1, 'and how many heard');
select is(pg_temp.at('21:05', '2026-11-26'), 0::bigint, 'without fares there is none');
insert into fares.silences values (:vehicle_id, :owner_id, '2026-11-26', '2026-11-26 14:10+03', 23,
  '2026-11-26 15:10+03');
select is(pg_temp.at('21:05', '2026-11-26'), 1::bigint, 'unless a vehicle fell silent');
select is((pg_temp.sent())[2], 'KZZ..01A 26 Nov: KES 0, nauli 0. Kimya: KZZ..01A.', 'then it says which');
insert into fares.day_messages_off (user_id) values (pg_temp.id('owner'));
insert into fares.silences values (:vehicle_id, :owner_id, '2026-11-27', '2026-11-27 14:10+03', 23,
  '2026-11-27 15:10+03');
select pg_temp.at('21:05', '2026-11-27') \g /dev/null
select is((select people from fares.day_messages where business_on = '2026-11-27'), 0,
  'who does not want it gets none');
select throws_ok('delete from fares.day_messages', 'LFA10', null, 'what was told is not edited');
select finish(); rollback;

begin; select plan(8);
\ir ../fixtures/signed_in.psql
create function pg_temp.message(p_lang text default 'sw', p_on date default '2026-11-22') returns text
  language sql as $$
  select fares.day_message(p_owner_id => o.owner_id, p_on => p_on, p_horizon => '18446744073709551615',
                           p_lang => p_lang) from fleet.owners o where o.name = 'Mama Njeri' $$;
select pg_temp.fare('TKA' || lpad(n::text, 7, '0'), :split_rule_id, 6000, '2026-11-22 07:10')
  from generate_series(1, 141) n \g /dev/null
select is(pg_temp.message(), 'KZZ..01A 22 Nov: KES 8,460, nauli 141. Ada 169.20 Mafuta 2,487.24 Ukarabati 414.54 Sacco '
  '829.08 Bima 1,658.16 Faida 2,901.78.', 'the whole day in one segment');
select is(pg_temp.message('en'), 'KZZ..01A 22 Nov: KES 8,460, 141 fares. Fee 169.20 Fuel 2,487.24 Repairs 414.54 Sacco '
  '829.08 Insurance 1,658.16 Profit 2,901.78.', 'in English');
select is(pg_temp.message('sw', '2026-12-01'), 'KZZ..01A 1 Des: KES 0, nauli 0.', 'a day without fares');
insert into fares.silences values (:vehicle_id, :owner_id, '2026-11-22', '2026-11-22 14:10+03', 23,
  '2026-11-22 15:10+03');
select is(pg_temp.message(), 'KZZ..01A 22 Nov: KES 8,460, nauli 141. Ada 169.20 Mafuta 2,487.24 Ukarabati 414.54 Sacco '
  '829.08 Bima 1,658.16 Faida 2,901.78. Kimya: KZZ..01A.', 'a silent vehicle is named');
-- More vehicles than one SMS can say.
select fleet.register_vehicle(p_plate => format('KZZ %sB', 100 + n), p_route_id => :route_id, p_owner_id => :owner_id,
  p_seats => 14, p_at => '2020-01-01 00:00+03') as id, n into temporary more from generate_series(1, 30) n;
insert into fares.silences select id, :owner_id, '2026-11-22', '2026-11-22 14:10+03', 23, '2026-11-22 15:10+03'
  from more where n < 8;
select is(pg_temp.message(), 'magari 31 22 Nov: KES 8,460, nauli 141. Ada 169.20, yako 7,461.72. Kimya: KZZ..01A '
  'KZZ..01B KZZ..02B KZZ..03B KZZ..04B KZZ..05B KZZ..06B KZZ..07B.', 'many: the pots as one sum');
insert into fares.silences select id, :owner_id, '2026-11-22', '2026-11-22 14:10+03', 23, '2026-11-22 15:10+03'
  from more where n >= 8;
select is(pg_temp.message(), 'magari 31 22 Nov: KES 8,460, nauli 141. Kimya: KZZ..01A KZZ..01B KZZ..02B KZZ..03B '
  'KZZ..04B KZZ..05B KZZ..06B KZZ..07B KZZ..08B KZZ..09B KZZ..10B na 20 zaidi.',
  'too many to name: the total, and how many more');
select cmp_ok(length(pg_temp.message()), '<=', 160, 'never more than one segment');
select is(fares.day_message(null, null, null, null), null, 'nobody, nothing');
select finish(); rollback;

-- The town of a run: one SACCO, one route, 20 vehicles of 10 owners. town.py draws their split rules from the seed.
select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi');
insert into fleet.saccos (name) values ('Test Fire Line');
insert into fleet.owners (name) select 'Mmiliki ' || n from generate_series(1, 10) n;
select fleet.register_route(1, '46', 'Kencom-Kawangware', array['Kencom', 'Yaya', 'Kawangware']);
select fleet.set_stage_fares(1, band, array[4000, 6000], '2026-01-01 00:00+03')
  from unnest(array['off_peak', 'peak', 'rain']) as b(band);
select fleet.register_vehicle('KZZ ' || lpad(n::text, 3, '0') || 'A', 1, (n + 1) / 2, 14, '2026-01-01 00:00+03')
  from generate_series(1, 20) n;
select fleet.issue_door_code(v.vehicle_id, (461 + v.vehicle_id)::text || fleet.damm_digit((461 + v.vehicle_id)::text),
                             '2026-01-01 00:00+03')
  from fleet.vehicles v order by v.vehicle_id;
-- Clients of one machine share its address, and a person of the run asks for more codes than one in the street.
update config.rate_limits set burst = 100000, refill_ms = 1;
update config.settings set value = '10' where setting = 'codes_a_minute';
update config.settings set value = '60' where setting = 'codes_an_hour';
update config.settings set value = '2' where setting = 'push_query_after_seconds';
update config.settings set value = '10' where setting = 'payout_query_after_seconds';
update config.settings set value = '60000' where setting = 'payout_alone_cents';

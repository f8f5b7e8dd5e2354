-- Demo data: real routes, fictional SACCOs, owners and plates (the trade, Demo data). Run again,
-- it changes nothing. psql variable shortcode: our PayBill.
\if :{?shortcode}
\else
  \set shortcode 400222
\endif
\set ON_ERROR_STOP on
set lipa.actor = 'demo';
begin;
select mobile_money.register_till(p_short_code => :'shortcode', p_currency => 'KES', p_min_cents => 100,
                                  p_max_cents => 25000000, p_time_zone => 'Africa/Nairobi');

insert into fleet.saccos (name) values ('Demo Twiga Line'), ('Demo Mwezi Shuttle'), ('Demo Kifaru Riders'),
                                       ('Demo Njiwa Express'), ('Demo Bahari Link')
on conflict (name) do nothing;

create function pg_temp.lay_route(p_sacco text, p_number text, p_corridor text, p_stages text[], p_prices int[])
returns void language plpgsql as $$
declare
  v_route_id bigint;
  v_band     text;
  v_full     int;
  v_last     int := cardinality(p_stages) - 1;
begin
  if exists (select from fleet.routes r join fleet.saccos s using (sacco_id) where s.name = p_sacco and r.number
    = p_number) then
    return;
  end if;
  v_route_id := fleet.register_route(p_sacco_id => (select s.sacco_id from fleet.saccos s where s.name = p_sacco),
    p_number => p_number, p_corridor => p_corridor, p_stages => p_stages);
  insert into fleet.fare_bands (route_id, starts_at, ends_at) values (v_route_id, '06:00', '09:00'),
    (v_route_id, '16:00', '20:00');
  -- No seat costs more than half as much again as in the rain, also on the day of a match.
  insert into fleet.fare_caps (route_id, cap_cents, effective_from)
  values (v_route_id, p_prices[3] * 3 / 2 * 100, '2026-01-01 00:00+03');
  for v_band, v_full in select * from unnest(array['off_peak', 'peak', 'rain'], p_prices) loop
    -- Half the price for the first stage, the whole for the last, by tens.
    perform fleet.set_stage_fares(p_route_id => v_route_id, p_band => v_band, p_effective_from => '2026-01-01 00:00+03',
      p_amounts_cents => array(
        select case when n = v_last then v_full * 100 else v_full * (v_last + n - 1) / (2 * v_last) / 10 * 1000 end
          from generate_series(1, v_last) n));
  end loop;
end $$;

create function pg_temp.park_vehicles(p_sacco text, p_vehicles int, p_seats int) returns void
language plpgsql as $$
declare
  v_vehicle_id bigint;
  v_owner_id   bigint;
  v_no         int;
  v_routes     bigint[] := array(select r.route_id from fleet.routes r join fleet.saccos s using (sacco_id)
                                  where s.name = p_sacco order by r.route_id);
begin
  for i in 1 .. p_vehicles loop
    v_no := (select count(*) + 1 from fleet.vehicles);
    if i % 3 = 1 then
      insert into fleet.owners (name)
      select format('Demo Mmiliki %s', lpad(((select count(*) from fleet.owners) + 1)::text, 3, '0'))
        returning owner_id into v_owner_id;
    end if;
    v_vehicle_id := fleet.register_vehicle(
      p_plate => format('KZZ %s%s', lpad(v_no::text, 3, '0'),
        substr('ABCDEFGHJKLMNPQRSTUVWXYZ', (v_no - 1) % 24 + 1, 1)),
      p_route_id => v_routes[(i - 1) / 3 % cardinality(v_routes) + 1], p_owner_id => v_owner_id,
      p_seats => p_seats, p_at => '2026-01-01 00:00+03');
    perform fleet.issue_door_code(p_vehicle_id => v_vehicle_id, p_at => '2026-01-01 00:00+03',
      p_door_code => (461 + v_no)::text || fleet.damm_digit(p_digits => (461 + v_no)::text));
    if v_no in (2, 3) then
      -- Insurance and the SACCO come first each day. From KES 8,000 a day on the third's crew has twice its share.
      perform fares.set_split_rule(p_vehicle_id => v_vehicle_id, p_effective_from => '2026-01-01 00:00+03',
        p_commission_bps => 200, p_commission_fixed_cents => 0,
        p_purposes => array['insurance', 'sacco', 'fuel', 'maintenance', 'crew', 'profit'],
        p_shares_bps => array[0, 0, 3500, 500, 2000, 4000], p_home_purpose => 'profit', p_made_by => 'demo',
        p_pot_cents => array[30500, 30000, 0, 0, 0, 0], p_pot_arrears_cents => array[61000, 0, 0, 0, 0, 0],
        p_crew_target_cents => case v_no when 3 then 800000 end,
        p_surplus_bps => case v_no when 3 then array[0, 0, 2625, 375, 4000, 3000] end);
    else
      perform fares.set_split_rule(p_vehicle_id => v_vehicle_id, p_effective_from => '2026-01-01 00:00+03',
        p_commission_bps => 200, p_commission_fixed_cents => 0,
        p_purposes => array['fuel', 'maintenance', 'sacco', 'insurance', 'profit'],
        p_shares_bps => array[3000, 500, 1000, 2000, 3500], p_home_purpose => 'profit', p_made_by => 'demo');
    end if;
  end loop;
end $$;

select pg_temp.lay_route('Demo Twiga Line', '46', 'Kencom-Yaya-Kawangware',
  array['Kencom', 'D.O.D', 'Yaya', 'Montessori', 'Kongo', 'Kawangware'], array[40, 60, 80]),
       pg_temp.lay_route('Demo Twiga Line', '23', 'Odeon-Westlands-Kangemi',
         array['Odeon', 'St Marks', 'Aga Khan High', 'KARI', 'Kianda', 'Kangemi'], array[40, 60, 80]),
       pg_temp.lay_route('Demo Mwezi Shuttle', '111', 'Railways-Karen-Ngong',
         array['Railways', 'Jamhuri', 'Karen', 'Ngong'], array[80, 120, 150]),
       pg_temp.lay_route('Demo Mwezi Shuttle', '125', 'Railways-Ongata Rongai',
         array['Railways', 'Dam Estate', 'Langata Cemetery', 'Banda School', 'Tumaini', 'Kware'], array[90, 130, 200]),
       pg_temp.lay_route('Demo Kifaru Riders', '58', 'Ambassadeur-Buruburu',
         array['Ambassadeur', 'Maziwa', 'Jogoo Rd', 'Phase 5', 'Phase 4', 'Mutindwa'], array[50, 70, 100]),
       pg_temp.lay_route('Demo Kifaru Riders', '14', 'OTC-Kariobangi South',
         array['OTC', 'Mlango', 'Base', 'Kariobangi'], array[30, 50, 70]),
       pg_temp.lay_route('Demo Njiwa Express', '44', 'CBD-Zimmerman-Kahawa',
         array['Main stage', 'Pangani', 'Allsops', 'Roysambu', 'Base'], array[50, 80, 100]),
       pg_temp.lay_route('Demo Njiwa Express', '17B', 'Bus Station-Mwiki',
         array['KCA', 'Regional Centre', 'Sunton', 'Mwiki'], array[50, 80, 110]),
       pg_temp.lay_route('Demo Njiwa Express', '237', 'CBD-Thika', array['Allsops', 'Kahawa', 'Kihunguro', 'Thika'],
         array[90, 130, 160]),
       pg_temp.lay_route('Demo Bahari Link', '100', 'CBD-Kiambu', array['KFS gate', 'Ridgeways', 'Kasarini', 'Kiambu'],
         array[70, 100, 130]);

-- In this order, because plates and door codes are counted through all SACCOs.
select pg_temp.park_vehicles(f.sacco, f.vehicles, f.seats)
  from (select f.*
          from (values (1, 'Demo Twiga Line', 32, 14), (2, 'Demo Mwezi Shuttle', 60, 33),
                       (3, 'Demo Kifaru Riders', 110, 14), (4, 'Demo Njiwa Express', 300, 33),
                       (5, 'Demo Bahari Link', 24, 14)) as f(place, sacco, vehicles, seats)
         where not exists (select from fleet.vehicles v join fleet.saccos s using (sacco_id) where s.name = f.sacco)
         order by f.place) f;
-- A demo that is begun at night closes its yesterday at once.
update config.settings set value = '0' where setting = 'close_day_hour' and value = '3';
-- The simulated operator itself puts its statements into the folder; no person has them in hand. What somebody uploads
-- by page or command needs two people in the demo, too.
update config.settings set value = 'page,command'
 where setting = 'file_channels_by_two' and value = 'page,command,folder';
commit;

begin; select plan(14);
\ir ../fixtures/vouchers.psql
create function pg_temp.try(p_cap text, p_kind text default 'fuel', p_vendor bigint default null,
  p_by text default 'owner', p_as text default 'owner') returns text language sql as $$
  select n.outcome from fleet.vehicle_owners w join fleet.vehicles v using (vehicle_id) cross join lateral
    payouts.plan_voucher(pg_temp.id(p_by), sha256(p_by::bytea), p_as, w.owner_id, w.vehicle_id, p_kind, p_vendor,
      p_cap) n where v.plate = 'KZZ 001A' $$;
select is(array[pg_temp.try('500', 'bank'), pg_temp.try('500', 'insurance'), pg_temp.try('500', 'fuel', :garage)],
  array['vendor_wrong', 'vendor_wrong', 'vendor_wrong'], 'there must be an approved vendor of that kind');
select is(array[pg_temp.try('x'), pg_temp.try('10.50'), pg_temp.try('5')],
  array['amount_wrong', 'amount_wrong', 'too_little'], 'whole shillings, from the smallest payout on');
select is(pg_temp.try('20001'), 'too_much', 'at most what one person may send alone');
select is(array[pg_temp.try('2637'), pg_temp.try('2638')], array['fits', 'not_enough'], 'the pot has cap and fee');
select is(pg_temp.try('100', 'garage'), 'fits', 'a garage is paid from maintenance');
select is(pg_temp.try('100', p_by => 'driver', p_as => 'crew'), 'not_allowed', 'the crew may not, unless allowed');
insert into payouts.crew_rules (vehicle_id, owner_id, voucher_day_cents, set_by)
values (:vehicle_id, :owner_id, 100000, pg_temp.id('owner'));
select is(array[pg_temp.try('1000', p_by => 'driver', p_as => 'crew'),
  pg_temp.try('1001', p_by => 'driver', p_as => 'crew'), pg_temp.try('100', 'garage', null, 'driver', 'crew')],
  array['fits', 'not_allowed', 'not_allowed'], 'fuel, up to what the owner allows a day');
select is(pg_temp.issue('600', p_by => 'driver', p_as => 'crew'), 'issued', 'one of them');
select is(array[pg_temp.try('400', p_by => 'driver', p_as => 'crew'),
  pg_temp.try('401', p_by => 'driver', p_as => 'crew')], array['fits', 'not_allowed'], 'counts for the day');
update config.settings set value = '150000' where setting = 'payout_alone_day_cents';
select is(array[pg_temp.try('900'), pg_temp.try('901')], array['fits', 'too_much'],
  'at most what one person may send alone in a day, with what the party''s other vouchers may cost');
select is(pg_temp.try('400', p_by => 'driver', p_as => 'crew'), 'fits', 'the crew has what the owner allows');
update config.settings set value = '5000000' where setting = 'payout_alone_day_cents';
update config.settings set value = '100000' where setting = 'payout_cap_new_device_cents';
select is(pg_temp.try('1001'), 'over_cap', 'a new device has its cap');
insert into payouts.freezes (user_id) values (pg_temp.id('driver'));
select is(array[pg_temp.try('100', p_by => 'driver', p_as => 'crew'), pg_temp.try('100')], array['frozen', 'fits'],
  'one of the crew who answered ZUIA issues none');
insert into payouts.freezes (user_id) values (pg_temp.id('owner'));
select is(pg_temp.try('100'), 'frozen', 'ZUIA stops it');
select * from finish(); rollback;

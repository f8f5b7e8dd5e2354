begin; select plan(29);
\ir ../fixtures/configured.psql
select pg_temp.set('ops', 'ussd_min_cents', '2000') \g /dev/null
select throws_ok($$ select pg_temp.decide_newest('finance', 'perhaps') $$, 'LFV98', null, 'another word is refused');
select throws_ok($$ select pg_temp.decide_newest('finance', null) $$, 'LFV98', null, 'null is no decision');
select is(pg_temp.decide_newest('ops'), 'same_person', 'the maker is not the checker');
select is(config.decide_config(pg_temp.id('finance'), 0, 'approved'), 'gone', 'there is no such proposal');
select is(pg_temp.decide_newest('finance'), 'approved', 'a second person approves');
select is(config.setting('ussd_min_cents'), '2000', 'the setting changes');
select is(pg_temp.decide_newest('finance', 'declined'), 'approved', 'a decision stays');
select pg_temp.set('ops', 'ussd_min_cents', '3000') \g /dev/null
update config.settings set value = '900' where setting = 'ussd_min_cents';
select is(pg_temp.decide_newest('finance'), 'stale', 'a change of an outdated value can''t be approved');
select is(config.decide_config(pg_temp.id('finance'), pg_temp.newest(), 'declined', 'no'), 'no_real_reason',
  'who declines says why');
select is(pg_temp.decide_newest('finance', 'declined'), 'declined', 'only declined');
select is((select decision_reason from config.config_changes where change_id = pg_temp.newest()),
  'The figures are wrong', 'the reason is kept');
select is(config.setting('ussd_min_cents'), '900', 'nothing happens');
select pg_temp.set('ops', 'ussd_min_cents', '10000') \g /dev/null
update config.settings set most = 9000 where setting = 'ussd_min_cents';
select is(array[pg_temp.decide_newest('finance'), pg_temp.decide_newest('finance', 'declined')],
  array['bad_value', 'declined'], 'a value out of bounds by now can''t be approved');
select pg_temp.set('ops', 'ussd_min_cents', '800') \g /dev/null
select config.withdraw_config(pg_temp.id('ops'), pg_temp.newest()) \g /dev/null
select is(pg_temp.decide_newest('finance'), 'withdrawn', 'a withdrawn proposal is not decided');
select throws_ok(format($$ update config.config_changes set state = 'approved', decided_by = made_by
  where change_id = %s $$, pg_temp.newest()), '23514', null, 'the maker is not the checker, even by hand');
select pg_temp.set('ops', 'code_tries', '4') \g /dev/null
select is(pg_temp.decide_newest('finance', 'declined'), 'changed', 'a change made at once is not decided');
select is(pg_temp.changed(), 'access.four_eyes_records audit.change_log config.config_changes config.settings',
  'nothing else changed');
-- What can't be undone: a payment is assigned, a person erased.
select pg_temp.confirm(pg_temp.incoming('TKS0000001', p_account => 'nowhere')) \g /dev/null
create function pg_temp.assign(p_vehicle text) returns text language sql as $$
  select pg_temp.config('ops', 'assignment', 'TKS0000001', jsonb_build_object('vehicle_id', p_vehicle)) $$;
select is(array[pg_temp.assign('0'), pg_temp.config('ops', 'assignment', 'TKS9999999', '{"vehicle_id": "1"}')],
  array['bad_vehicle_id', 'absent'], 'vehicle and payment exist');
select is(pg_temp.assign(:'vehicle_id'), 'proposed', 'an assignment is proposed');
select is(array[pg_temp.decide_newest('ops'), pg_temp.balance(:suspense)::text], array['same_person', '6000'],
  'the maker can''t move the money');
select is(array[pg_temp.decide_newest('finance'), pg_temp.balance(:suspense)::text, pg_temp.balance(:fuel)::text],
  array['approved', '0', '1764'], 'a second person does');
select is(pg_temp.assign(:'other_vehicle_id'), 'bad_vehicle_id', 'it is assigned once');
select pg_temp.confirm(pg_temp.incoming('TKS0000002', p_account => 'nowhere')) \g /dev/null
select pg_temp.config('ops', 'assignment', 'TKS0000002', jsonb_build_object('vehicle_id', :'vehicle_id')),
  mobile_money.claim_suspense('TKS0000002', :other_vehicle_id, 'passenger') \g /dev/null
select is(pg_temp.decide_newest('finance'), 'stale', 'what its passenger claimed meanwhile stays there');
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('rider'), '\x01', '126');
create function pg_temp.erase() returns text language sql as $$
  select pg_temp.config('ops', 'erasure', 'person', '{"erased": "yes"}', 'asked by letter', sha256('rider')) $$;
select is(pg_temp.erase(), 'proposed', 'an erasure is proposed');
select is(array[pg_temp.decide_newest('ops'), pg_temp.decide_newest('finance'), pg_temp.erase()],
  array['same_person', 'approved', 'same'], 'a second person erases for good');
select is(array(select phone_sealed from privacy.phones where phone_hash = sha256('rider')), '{}', 'nothing is left');
select is((select erased_by || ' ' || reason from privacy.erasures), 'user:' || pg_temp.id('ops') || ' asked by letter',
  'the list of erasures has maker and reason');
create function pg_temp.sell(p_buyer text) returns text language sql as $$
  select pg_temp.config('ops', 'transfer', (select vehicle_id::text from fleet.vehicles where plate = 'KZZ 001A'),
                        jsonb_build_object('owner_id', p_buyer), 'sold') $$;
select is(array[pg_temp.sell('0'), pg_temp.sell(:'owner_id'), pg_temp.sell(:'stranger_id')],
  array['bad_owner_id', 'same', 'proposed'], 'a transfer names another owner');
update fleet.vehicles set state = 'closed' where vehicle_id = :vehicle_id;
select is(array[pg_temp.decide_newest('ops'), pg_temp.decide_newest('finance')], array['stale', 'stale'],
  'of a vehicle that is closed meanwhile nobody approves it');
select finish(); rollback;

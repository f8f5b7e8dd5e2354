begin; select plan(8);
\ir ../fixtures/sacco.psql
create function pg_temp.change(p_action text, p_typed jsonb, p_scope bigint[] default null) returns text language sql
  as $$
  select fleet.change_vehicle(pg_temp.id('ops'), p_scope, p_action, v.vehicle_id, p_typed) ->> 'outcome'
    from fleet.vehicles v where v.plate = 'KZZ 001A' $$;
create function pg_temp.decide_sale(p_who text) returns text language sql as $$
  select config.decide_config(pg_temp.id(p_who), (select max(c.change_id) from config.config_changes c), 'approved') $$;
select results_eq(format($$ select pg_temp.change(a, t::jsonb, s) from (values (1, 'transfer', '{"owner_id": "%1$s"}',
  null),
  (2, 'transfer', '{"owner_id": "%1$s", "reason": "sold"}', array[%2$s]),
  (3, 'transfer', '{"owner_id": "0", "reason": "sold"}', null),
  (4, 'move', '{"route_id": "%3$s", "reason": "left"}', array[%2$s]),
  (5, 'transfer', '{"owner_id": "%1$s", "reason": "sold"}', null),
  (6, 'transfer', '{"owner_id": "%1$s", "reason": "sold"}', null)) x(n, a, t, s) order by n $$,
  :stranger_id, :sacco_id, :foreign_route_id), array['no_reason', 'absent', 'no_owner', 'no_route', 'proposed',
    'open'], 'a transfer is proposed by staff, with a reason');
select is((array[pg_temp.decide_sale('ops'), pg_temp.notified('sms_transferred/%')::text]), array['same_person', null],
  'one person transfers nothing');
select is(pg_temp.decide_sale('finance'), 'approved', 'a second person approves it');
select results_eq(format($$ select pg_temp.change(a, t::jsonb, s) from (values
  (1, 'transfer', '{"owner_id": "%1$s", "reason": "sold"}', null), (2, 'code', '{}', null),
  (3, 'close', '{"reason": "scrapped"}', array[%2$s]), (4, 'code', '{}', null),
  (5, 'reopen', '{"reason": "mistake"}', array[%2$s]), (6, 'reopen', '{}', null),
  (7, 'reopen', '{"reason": "mistake"}', null), (8, 'code', '{}', null)) x(n, a, t, s) order by n $$,
  :stranger_id, :sacco_id), array['same', 'given', 'closed', 'closed_already', 'absent', 'no_reason', 'reopened',
  'given'], 'each step, by whom it is theirs, with a reason');
select is((select o.name from fleet.vehicle_owners h join fleet.owners o using (owner_id)
  where h.vehicle_id = :vehicle_id and h.valid_to is null), 'Baba Otieno', 'it has another owner');
select is(pg_temp.notified('sms_transferred/%'), array[pg_temp.id('owner'), pg_temp.id('stranger')],
  'seller and buyer are told');
select is((select array_agg(after ->> 'why' order by change_id) from audit.changes
  where action in ('transfer_vehicle', 'close_vehicle', 'reopen_vehicle')), '{sold,scrapped,mistake}',
  'the reasons are in the audit log');
select is(pg_temp.faults(), null, 'the ledger is whole');
select finish(); rollback;

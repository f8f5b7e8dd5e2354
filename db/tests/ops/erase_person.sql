begin; select plan(8);
\ir ../fixtures/signed_in.psql
create function pg_temp.act(p_who text, p_reason text default 'asked by letter') returns text language sql as $$
  select ops.erase_person(sha256(p_who::bytea), sha256('rider'), p_reason) ->> 'outcome' $$;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('rider'), '\x01', '126');
select is(pg_temp.act('owner'), 'absent', 'an owner may not erase');
select is(pg_temp.act('ops', '  '), 'no_reason', 'operations need a reason');
select is(pg_temp.act('ops', null), 'no_reason', 'null is no reason');
select is(pg_temp.act('ops'), 'proposed', 'with a reason the erasure is proposed');
select is(pg_temp.act('ops'), 'open', 'once');
select is((select phone_sealed from privacy.phones where phone_hash = sha256('rider')), '\x01', 'nothing is erased');
select is((select (kind, reason, state, phone_hash)::text from config.config_changes),
  ('erasure', 'asked by letter', 'proposed', sha256('rider'))::text, 'reason and person stand in the proposal');
select is(ops.erase_person(sha256('ops'), sha256('nobody'), 'asked by letter') ->> 'outcome', 'unknown',
  'an unknown person is not proposed');
select finish(); rollback;

begin; select plan(6);
\ir ../fixtures/signed_in.psql
create function pg_temp.act(p_who text, p_reason text default 'asked by letter') returns text language sql as $$
  select ops.erase_person(sha256(p_who::bytea), sha256('rider'), p_reason) ->> 'outcome' $$;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('rider'), '\x01', '126');
select is(pg_temp.act('owner'), 'absent', 'an owner may not erase');
select is(pg_temp.act('ops', '  '), 'no_reason', 'operations need a reason');
select is(pg_temp.act('ops', null), 'no_reason', 'null is no reason');
select is(pg_temp.act('ops'), 'erased', 'with a reason the person is erased');
select is((select reason from privacy.erasures), 'asked by letter', 'the reason is stored');
select is((select after ->> 'outcome' from audit.changes where action = 'erase_person'), 'erased', 'the log has it');
select finish(); rollback;

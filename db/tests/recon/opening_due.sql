-- Also what becomes of it when a person may have written the file.
begin; select plan(14);
\ir ../fixtures/recon.psql
\ir ../fixtures/one_person.psql
update config.settings set value = 'page,command,folder' where setting = 'file_channels_by_two';
select pg_temp.pay_at('TMA0000001', '2026-11-19 12:00+03') \g /dev/null
select pg_temp.statement(p_opening => 106000) as loose, pg_temp.statement(p_opening => 106000, p_proof => 'proven') as
  first, pg_temp.statement(p_opening => 999999, p_proof => 'proven') as second,
  pg_temp.statement(p_account => 'working', p_opening => 0, p_proof => 'proven') as empty \gset
select is(recon.opening_due(:loose), null, 'a file that was not proven books nothing');
select is(recon.opening_due(:first), 100000::bigint, 'the first that adds up: less what the ledger knows');
select is(recon.opening_due(:empty), 0::bigint, 'an account that began empty');
select is(recon.opening_due(null), null, 'nothing for NULL');
select recon.check_statements(now()) \g /dev/null
select is((select count(*) from ledger.journals where kind = 'opening'), 0::bigint, 'of a file nothing is booked');
select is((select string_agg(concat_ws(' ', kind, state, statement_id, operator_cents, ledger_cents, unexplained_cents),
  ',') from recon.breaks), format('opening_balance open %s 106000 6000 100000', :first), 'it is one open break');
select is(recon.opening_due(:second), null, 'the next statement of that account books none');
select recon.post_opening(:first), recon.check_statements(now()) \g /dev/null
select is((select count(*) from recon.breaks), 1::bigint, 'a second time notes none');
select is((select recon.resolution_fits(b, r) from recon.breaks b), o, r) from (values ('posted', 'fits'),
  ('forced', 'not_for_this')) t(r, o);
insert into accounts.users (phone_hash, phone_sealed, phone_last3)
  select sha256(n::bytea), '\x01', '126' from unnest(array['maker', 'checker']) n;
select min(user_id) as maker, max(user_id) as checker from accounts.users
  where phone_hash in (sha256('maker'), sha256('checker')) \gset
select break_id as id from recon.breaks \gset
select is(recon.propose_resolution(:maker, :id, 'posted', 'as the bank confirmed'), 'proposed', 'one proposes');
select is(recon.decide_resolution(:checker, :id, 'approved'), 'approved', 'and another agrees');
select is((select balance_cents from audit.wallet_balances where kind = 'capital'), 100000::bigint,
  'then it is our own money');
select is(recon.opening_due(:first), null, 'once');
select finish(); rollback;

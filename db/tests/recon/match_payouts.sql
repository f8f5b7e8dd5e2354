begin; select plan(19);
\ir ../fixtures/money_out.psql
\ir ../fixtures/recon_lines.psql
-- A payout in a state, asked for an hour ago; returns its id.
create function pg_temp.make(p_cents bigint, p_channel text default 'paybill', p_answer text default 'unknown')
  returns bigint language plpgsql as $$
declare
  v_id bigint := pg_temp.open_payout(p_cents => p_cents, p_fee => 500, p_channel => p_channel);
begin
  perform pg_temp.send(v_id, p_answer);
  return v_id;
end $$;
create function pg_temp.late() returns timestamptz language sql as $$ select now() + interval '20 minutes' $$;
select pg_temp.statement(p_account => 'working') as w, pg_temp.statement() as u \gset
create function pg_temp.match(variadic p_ids bigint[]) returns bigint language sql as $$
  select recon.match_payouts(p_line_ids => p_ids, p_at => pg_temp.late()) $$;
-- A B2B payout whose answer and result were lost can't be asked about: the statement ends it.
select pg_temp.make(70000) as lost \gset
select pg_temp.line(:w, 'TOUT000001', -70000, 'payout', now() + interval '2 minutes', null, p_last3 => '247') as l \gset
select is(recon.match_payouts(array[:l], now()), 0::bigint, 'a result has some minutes to come first');
select is(pg_temp.match(:l), 1::bigint, 'then the one line that fits the one payout is matched with it');
select is(pg_temp.state(:lost) || ' ' || (select receipt from payouts.payouts
  where payout_id = :lost), 'paid TOUT000001', 'the payout is paid, with the receipt of the line');
select is(pg_temp.line_is(:l), 'matched amount_receiver_time payout', 'the line says how it was found');
select ok(pg_temp.clearing_is_right(), 'clearing holds what is open');
select is(pg_temp.match(:l), 0::bigint, 'a second time does nothing');
-- By receipt.
select pg_temp.make(20000, 'phone', 'taken') as paid \gset
select payouts.take_result(:paid, 'paid', '0', 'TOUT000002', 20000, null) \g /dev/null
select pg_temp.line(:u, 'TOUT000002', -20000, 'payout', p_last3 => '999') as l2,
  pg_temp.line(pg_temp.statement(), 'TOUT000002', -20100, 'payout', p_detail => 'x') as other \gset
select is(recon.match_payouts(array[:l2, :other], now()), 1::bigint, 'a payout that has its receipt is matched by it');
select is(pg_temp.line_is(:l2) || ', ' || pg_temp.line_is(:other), 'matched receipt payout, open',
  'whatever else the line says, but not with another amount');
-- What could be two is nobody's.
select pg_temp.make(30000) as one, pg_temp.make(30000) as two \gset
select pg_temp.line(:w, 'TOUT000003', -30000, 'payout', now(), null, p_last3 => '247') as l3 \gset
select is(pg_temp.match(:l3), 0::bigint, 'a line that fits two payouts ends neither');
select pg_temp.make(40000) as single \gset
select pg_temp.line(:w, 'TOUT000004', -40000, 'payout', now(), null, p_last3 => '247') as l4,
  pg_temp.line(:w, 'TOUT000005', -40000, 'payout', now(), null, p_last3 => '247') as l5 \gset
select is(pg_temp.match(:l4, :l5), 0::bigint, 'nor do two lines that fit one');
-- Other receiver, account, time; a file that does not add up.
select pg_temp.make(50000) as business \gset
select is(pg_temp.match(pg_temp.line(:u, 'TOUT000006', -50000, 'payout', now(), p_last3 => '247')), 0::bigint,
  'money for a business does not leave the utility account');
select is(pg_temp.match(pg_temp.line(:w, 'TOUT000007', -50000, 'payout', now(), p_last3 => '112')), 0::bigint,
  'another receiver');
update recon.statements set proof = 'unproven' where statement_id = :w;
select pg_temp.line(:w, 'TOUT000008', -50000, 'payout', now(), p_last3 => '247') as l8 \gset
select is(pg_temp.match(:l8), 0::bigint, 'a file that does not add up ends nothing');
update recon.statements set proof = 'proven' where statement_id = :w;
update recon.lines set amount_cents = -1 where receipt = 'TOUT000007';
select is(pg_temp.match(:l8) || pg_temp.state(:business), '1paid', 'one that does, does');
-- A file can be forged: where M-Pesa can be asked, it takes M-Pesa or two people to end a payout.
select pg_temp.make(55000, 'phone') as phone \gset
select is(pg_temp.match(pg_temp.line(:u, 'TOUT000010', -55000, 'payout', now(), p_last3 => '111'))
  || pg_temp.state(:phone), '0unknown', 'no file ends a payout that the operator can be asked about');
-- One that failed by what we were told, while another of the same amount to the same receiver was on its way.
select pg_temp.make(65000) as failed, pg_temp.make(65000) as waiting \gset
select payouts.take_result(:failed, 'failed', 'two_people', null, null, null) \g /dev/null
select is(pg_temp.match(pg_temp.line(:w, 'TOUT000009', -65000, 'payout', now(), p_last3 => '247')), 0::bigint,
  'a line that may be the money of a payout that failed ends no other one');
select is(pg_temp.state(:waiting), 'unknown', 'people look at it');
select is(recon.match_payouts(null, null), 0::bigint, 'nothing for NULL');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;

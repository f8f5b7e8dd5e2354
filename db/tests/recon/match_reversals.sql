begin; select plan(11);
\ir ../fixtures/recon.psql
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('a'), '\x0a', '111'),
  (sha256('b'), '\x0b', '222');
select min(user_id) as a, max(user_id) as b from accounts.users \gset
select pg_temp.pay_at('TMA0000001'), pg_temp.pay_at('TMA0000002', p_amount => '90.00') \g /dev/null
select pg_temp.statement() as s \gset
select pg_temp.line(:s, 'TREV000001', -6000, 'reversal', p_linked => 'TMA0000001') as l1,
  pg_temp.line(:s, 'TREV000002', -9000, 'reversal', p_linked => 'TMA0000002') as l2 \gset
select pg_temp.remember() \g /dev/null
select is(recon.match_reversals(array[:l1, :l2]), 0::bigint, 'nobody has recorded them: no match');
select is(pg_temp.changed(), 'nothing', 'and nothing is posted');
select fares.take_back('TMA0000001', 'the operator took it back', :a, :b) \g /dev/null
select is(recon.match_reversals(array[pg_temp.line(:s, 'TREV000009', -5900, 'reversal', p_linked => 'TMA0000001')]),
  0::bigint, 'not with another amount');
select is(recon.match_reversals(array[:l1, :l2]), 1::bigint, 'two people recorded one: its line is matched');
select is(pg_temp.line_is(:l1), 'matched reversal operator_reversal', 'with their journal');
-- Half of a fare had been given back as credit: the operator's one line stands against two journals.
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('p'), '\x01', '126') \g /dev/null
update mobile_money.payments set payer_hash = sha256('p') where receipt = 'TMA0000002';
select fares.refund(p_request => 'test:1', p_receipt => 'TMA0000002', p_amount_cents => 4000, p_method => 'credit',
  p_reason => 'was not carried', p_dispute_id => null, p_made_by => :a, p_approved_by => :b)
  \g /dev/null
select fares.take_back('TMA0000002', 'the operator took it back', :a, :b) \g /dev/null
select is(recon.match_reversals(array[:l2]), 1::bigint, 'one line is matched with the two journals of one reversal');
select is((select (count(*), sum(recon.operator_cents(m.journal_id)))::text from recon.match_journals m
  join recon.lines l using (match_id) where l. receipt = 'TREV000002'), '(2,-9000)', 'which sum to it');
select is(recon.match_reversals(array[:l1, :l2]), 0::bigint, 'a second time does nothing');
select is(recon.match_reversals(array[pg_temp.line(:s, 'TREV000003', -6000, 'reversal', p_linked => 'TMA0000001')]),
  0::bigint, 'a journal has one line');
-- One that had no vehicle yet.
select pg_temp.pay_at('TMA0000003', p_account => 'nobody') \g /dev/null
select mobile_money.reverse_suspense('TMA0000003', 'the operator took it back') \g /dev/null
select is(recon.match_reversals(array[pg_temp.line(:s, 'TREV000004', -6000, 'reversal', p_linked => 'TMA0000003')]),
  1::bigint, 'a payment taken back from suspense is matched with its journal');
select is(recon.match_reversals(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;

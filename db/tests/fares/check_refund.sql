begin; select plan(15);
\ir ../fixtures/refunds.psql
update config.settings set value = '1000' where setting = 'refund_alone_cents';
select pg_temp.pays('RFN0000001', '150.00'), fares.open_dispute('RFN0000001', sha256('payer'), 'other', 'ussd', null)
  \g /dev/null
select dispute_id as d, pg_temp.id('ops') as ops, pg_temp.id('ops2') as ops2 from fares.disputes \gset
select is(fares.check_refund(:ops2, :d, 'approved'), 'open', 'nothing is proposed');
select fares.decide_dispute(:ops, :d, 'refund', null, 'credit', 'vehicle broke down') \g /dev/null
select is(fares.check_refund(:ops, :d, 'approved'), 'same_person', 'the maker does not check');
select is((select count(*) from audit.changes where action = 'refuse_refund'), 1::bigint, 'which the audit log has');
select is(fares.check_refund(:ops2, :d, 'refused'), 'open', 'the second person says no: open again');
select is((select count(*) from fares.refunds), 0::bigint, 'nothing is paid');
select is(fares.decide_dispute(:ops2, :d, 'refund', 5000, 'credit', 'one of three seats'), 'proposed',
  'the other way round, another amount');
select is(fares.check_refund(:ops2, :d, 'approved'), 'same_person', 'again not the maker');
select is(fares.check_refund(:ops, :d, 'approved'), 'refunded', 'the other one may');
select is((select (amount_cents, made_by = :ops2, approved_by = :ops)::text from fares.refunds), '(5000,t,t)',
  'paid once');
select is(fares.check_refund(:ops, :d, 'approved'), 'refunded', 'twice: as before');
select throws_ok(format('select fares.check_refund(%s, %s, ''yes'')', :ops, :d), 'LFV98', null, 'approved or refused');
-- What forbids the refund by now is no decision: another person can still decide.
select pg_temp.pays('RFN0000002', '150.00'), fares.open_dispute('RFN0000002', sha256('payer'), 'other', 'ussd', null)
  \g /dev/null
select dispute_id as d from fares.disputes where receipt = 'RFN0000002' \gset
select is(fares.decide_dispute(:ops, :d, 'refund', null, 'credit', 'vehicle broke down'), 'proposed', 'another one');
select fares.take_back('RFN0000002', 'the operator took it back', :ops, null) \g /dev/null
select is(fares.check_refund(:ops2, :d, 'approved'), 'nothing_left', 'the operator took the payment back meanwhile');
select is((select count(*) from access.four_eyes_records where subject = format('fares.disputes:%s/1', :d)), 1::bigint,
  'so nobody has decided yet');
select is(fares.check_refund(pg_temp.id('finance'), :d, 'refused'), 'open', 'and a third person can');
select * from finish(); rollback;

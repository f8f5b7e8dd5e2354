begin; select plan(14);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00'), pg_temp.pays('RFN0000002', '60.00') \g /dev/null
select fares.open_dispute(r, sha256('payer'), 'not_carried', 'ussd', null)
  from unnest(array['RFN0000001', 'RFN0000002']) r \g /dev/null
select dispute_id as d1 from fares.disputes where receipt = 'RFN0000001' \gset
select dispute_id as d2 from fares.disputes where receipt = 'RFN0000002' \gset
select pg_temp.id('ops') as ops, pg_temp.id('ops2') as ops2 \gset
select is(fares.decide_dispute(:ops, :d1, 'refund', 5000, 'phone', 'x'), 'no_reason', 'it takes a reason');
select is(fares.decide_dispute(:ops, :d1, 'refund', 15001, 'phone', 'the conductor agrees'), 'bad_amount', 'too much');
select is(fares.decide_dispute(:ops, 0, 'refund', 5000, 'phone', 'the conductor agrees'), 'gone', 'no such dispute');
select throws_ok(format('select fares.decide_dispute(%s, %s, ''maybe'', 1, ''phone'', ''r'')', :ops, :d1), 'LFV98',
  null,
  'refund or declined');
select is(fares.decide_dispute(:ops, :d1, 'refund', 5000, 'phone', 'vehicle broke down'), 'refunded',
  'one seat, alone');
select is((select (state, amount_cents, method, decided_by = :ops)::text from fares.disputes where dispute_id = :d1),
  '(refunded,5000,phone,t)', 'who decided what');
select is((select (amount_cents, approved_by = :ops, reason)::text from fares.refunds),
  '(5000,t,"vehicle broke down")', 'it is paid');
select is(fares.decide_dispute(:ops, :d1, 'refund', 5000, 'phone', 'vehicle broke down'), 'refunded',
  'twice: as before');
select is((select count(*) from fares.refunds), 1::bigint, 'paid once');
select is(fares.decide_dispute(:ops2, :d2, 'declined', null, null, 'she was on the list'), 'declined', 'declined');
select is((select payload ->> 'text' from messaging.outbox where key like '%declined'),
  'Lipa Fare: we looked into your '
  'complaint about RFN0000002. No money comes back: she was on the list. Help 0700 000 000', 'and told why');
select is(fares.decide_dispute(:ops, :d2, 'refund', null, 'phone', 'changed my mind'), 'declined', 'a decision stays');
update config.settings set value = '1000' where setting = 'refund_alone_cents';
select pg_temp.pays('RFN0000003', '70.00'), fares.open_dispute('RFN0000003', sha256('payer'), 'other', 'ussd', null)
  \g /dev/null
select is(fares.decide_dispute(:ops, (select max(dispute_id) from fares.disputes), 'refund', null, 'phone',
  'conductor agrees'), 'proposed', 'above the limit it is proposed');
select is((select count(*) from fares.refunds), 1::bigint, 'and not paid');
select * from finish(); rollback;

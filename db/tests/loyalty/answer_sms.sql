begin; select plan(3);
\ir ../fixtures/loyalty.psql
select loyalty.answer_sms(sha256('nobody'), 'IN1') \g /dev/null
select is((select count(*) from messaging.outbox where key like 'points/%'), 0::bigint, 'a number that we don''t have');
select telco.take_sms('IN2', sha256('payer'), '126', '\x01', 'pointi'), loyalty.answer_sms(sha256('payer'), 'IN2')
  \g /dev/null
select is((select count(*) from messaging.outbox where key = 'points/IN2'), 1::bigint, 'one answer to a message');
select is((select payload ->> 'text' from messaging.outbox where key = 'points/IN2'),
  E'Lipa Fare: Points 0, worth KES 0.\nCredit KES: 0', 'what they have');
select * from finish(); rollback;

-- What a SIM has, in one segment.
begin; select plan(5);
\ir ../fixtures/loyalty.psql
select to_char(now() at time zone 'Africa/Nairobi', 'DD/MM') as today,
       to_char((now() + interval '180 days' - interval '1 hour') at time zone 'Africa/Nairobi', 'DD/MM') as last \gset
select is(loyalty.say_points(sha256('payer'), 'en'), E'Points 0, worth KES 0.\nCredit KES: 0', 'nothing');
select pg_temp.earn(50) \g /dev/null
select pg_temp.redeem('r1', 30) \g /dev/null
select is(loyalty.say_points(sha256('payer'), 'en'), format(E'Points 20, worth KES 20. 20 end on %s.\n-30 %s, +50 %s\n'
  'Credit KES: Test Line 30', :'last', :'today', :'today'), 'points, when they end, movements and credit');
select is(loyalty.say_points(sha256('payer'), 'sw'), format(E'Pointi 20, thamani KES 20. 20 zitaisha %s.\n-30 %s, +50 '
  '%s\nSalio KES: Test Line 30', :'last', :'today', :'today'), 'in Kiswahili');
insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, receipt, refund_id, business_on, earned_at)
values (loyalty.account_of(sha256('payer')), 'take_back', -26, 'RFN0000001', 1, current_date, now());
select matches(loyalty.say_points(sha256('payer'), 'en'), '^Points -6, worth KES 0\.\n-26 ', 'below zero it says so');
update fleet.saccos set name = 'Kawangware and Kibera Travellers';
select ok(length('Lipa Fare: ' || loyalty.say_points(sha256('payer'), 'sw')) <= 160, 'in one segment');
select * from finish(); rollback;

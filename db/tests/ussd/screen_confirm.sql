begin; select plan(10);
\ir ../fixtures/menu.psql
create function pg_temp.confirm(p_cents bigint, p_seats int, p_stage text default 'Kawangware')
  returns text language sql as $$ select ussd.screen_confirm(p_at => now(), p_session => pg_temp.past_vehicle('confirm',
  jsonb_build_object('unit_cents', p_cents, 'seats', p_seats, 'stage', jsonb_build_object('name', p_stage)))) $$;
select is(pg_temp.confirm(6000, 1),
  E'Lipa KES 60\n4628 Njia 46, gari KZZ 001A, Kawangware\nAda ya M-Pesa: 0\n1 Lipa\n2 Watu zaidi\n'
  '0 Rudi 00 Ondoka',
  'how much, which vehicle, where to, and no fee up to KES 100');
select is(pg_temp.confirm(5000, 3),
  E'Lipa KES 150 (3 x 50)\n4628 Njia 46, gari KZZ 001A, Kawangware\nAda ya M-Pesa: 5\n1 Lipa\n2 Watu zaidi\n'
  '0 Rudi 00 Ondoka',
  'three at 50: the fee is shown before the PIN');
select is(pg_temp.confirm(6000, 1, null),
  E'Lipa KES 60\n4628 Njia 46, gari KZZ 001A\nAda ya M-Pesa: 0\n1 Lipa\n2 Watu zaidi\n'
  '0 Rudi 00 Ondoka', 'without a stage');
select matches(pg_temp.confirm(10000, 1), 'M-Pesa: 0', 'KES 100 is free');
select matches(pg_temp.confirm(10100, 1), 'M-Pesa: 5', 'KES 101 is not');
delete from mobile_money.payer_fees where up_to_cents > 10000;
select matches(pg_temp.confirm(10100, 1), 'M-Pesa: ya kawaida', 'a fee that is not known is not shown as 0');
-- Paid, or perhaps paid, a short time ago.
select pg_temp.confirm(pg_temp.incoming('QAA0000001', '80', p_payer_hash => sha256('sim'))) \g /dev/null
select is(pg_temp.confirm(6000, 1),
  E'Umelipa KES 80 sasa hivi. Ulipe tena?\nLipa KES 60\n4628, KZZ 001A, Kawangware\nAda: 0\n1 Lipa tena\n'
  '2 Watu zaidi\n0 Rudi',
  'who paid within a minute is asked');
update mobile_money.payments set first_seen_at = now() - interval '61 seconds';
select matches(pg_temp.confirm(6000, 1), '^Lipa KES 60', 'after a minute no more');
select pg_temp.paid('aaaaa', 'Yaya', 1, 4000) \g /dev/null
update mobile_money.payment_intents set state = 'unknown';
select matches(pg_temp.confirm(6000, 1), '^KES 40 huenda imelipwa. Ulipe tena\?\n', 'a prompt in doubt is named');
select matches(ussd.screen_confirm(pg_temp.on_screen('confirm', (pg_temp.past_vehicle('confirm')).context
    || '{"unit_cents": 6000, "seats": 1}', 'en'), now()), '^KES 40 may have been paid. Pay again', 'in English too');
select finish(); rollback;

begin; select plan(9);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00') \g /dev/null
select is(telco.take_sms(p_message_id => 'IN1',
    p_phone_hash => sha256('sim'), p_phone_last3 => '126', p_text_sealed => '\x5ea1'), 'kept', 'a message is kept');
select is(telco.take_sms('IN1', null, null, '\x00'), 'repeat', 'a repeat is not');
select is((select text_sealed from messaging.inbound where provider_id = 'IN1'), '\x5ea1'::bytea, 'the first stays');
select is(telco.take_sms('IN2', sha256('nobody'), '126', '\x01', 'zuia'), 'kept', 'ZUIA of a stranger stops nothing');
select is((select count(*) from payouts.freezes), 0::bigint, 'nothing is frozen');
select telco.take_sms('IN3', sha256('phone of owner'), '126', '\x01', 'zuia') \g /dev/null
select ok(payouts.is_frozen('owner', :owner_id), 'ZUIA of an owner stops the owner''s money');
select is(telco.take_sms('IN4', sha256('payer'), '126', '\x5ea1', null, ''), 'kept', 'T alone');
select is((select receipt from fares.disputes), 'RFN0000001', 'disputes the newest fare');
select telco.take_sms('IN5', sha256('payer'), '126', '\x01', 'pointi') \g /dev/null
select is((select count(*) from messaging.outbox where key = 'points/IN5'), 1::bigint, 'POINTI is answered');
select finish(); rollback;

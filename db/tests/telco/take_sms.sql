begin; select plan(5);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00') \g /dev/null
select is(telco.take_sms(p_message_id => 'IN1',
    p_phone_hash => sha256('sim'), p_phone_last3 => '126', p_text_sealed => '\x5ea1'), 'kept', 'a message is kept');
select is(telco.take_sms('IN1', null, null, '\x00'), 'repeat', 'a repeat is not');
select is((select text_sealed from messaging.inbound where provider_id = 'IN1'), '\x5ea1'::bytea, 'the first stays');
select is(telco.take_sms('IN2', sha256('payer'), '126', '\x5ea1', ''), 'kept', 'T alone');
select is((select receipt from fares.disputes), 'RFN0000001', 'disputes the newest fare');
select finish(); rollback;

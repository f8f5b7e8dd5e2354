begin; select plan(3);
select is(telco.take_sms(p_message_id => 'IN1',
    p_phone_hash => sha256('sim'), p_phone_last3 => '126', p_text_sealed => '\x5ea1'), 'kept', 'a message is kept');
select is(telco.take_sms('IN1', null, null, '\x00'), 'repeat', 'a repeat is not');
select is((select text_sealed from messaging.inbound where provider_id = 'IN1'), '\x5ea1'::bytea, 'the first stays');
select finish(); rollback;

\set who random(1, 20000)
select telco.dial_ussd(p_session_id => 'B' || nextval('bench.receipts'), p_input => '', p_input_mode => 'cumulative',
  p_phone_hash => sha256(int8send(:who)), p_phone_sealed => '\x01', p_phone_last3 => '126', p_network => '63902',
  p_service_code => '*384*46#');

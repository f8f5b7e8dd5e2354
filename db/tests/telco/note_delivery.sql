begin;
select plan(5);
select is(telco.note_delivery(p_message_id => 'AT1', p_status => 'Sent', p_failure_reason => null), 'Sent',
  'on its way');
select is(telco.note_delivery('AT1', 'Success', null), 'Success', 'delivered');
select is(telco.note_delivery('AT1', 'Sent', null), 'Success', 'a late "Sent" doesn''t undo that');
select is((select times_reported from messaging.deliveries where provider_id = 'AT1'), 3, 'every report counts');
select telco.note_delivery('AT2', 'Failed', 'UserInBlacklist');
select is((select reason from messaging.deliveries where provider_id = 'AT2'), 'UserInBlacklist', 'a failure says why');
select finish();
rollback;

begin; select plan(6);
create function pg_temp.note(p_id text, p_status text, p_reason text default null) returns text language sql as $$
  select telco.note_delivery(p_message_id => p_id, p_status => p_status, p_failure_reason => p_reason) $$;
select is(pg_temp.note('AT1', 'Sent'), 'Sent', 'a message is on its way');
select is(pg_temp.note('AT1', 'Success'), 'Success', 'it is delivered');
select is(pg_temp.note('AT1', 'Sent'), 'Success', 'a late "Sent" does not undo that');
select is((select times_reported from messaging.deliveries where provider_id = 'AT1'), 3, 'every report is counted');
select pg_temp.note('AT2', 'Failed', 'UserInBlacklist');
select is((select reason from messaging.deliveries where provider_id = 'AT2'), 'UserInBlacklist', 'with its reason');
select is(pg_temp.note('AT3', 'Rejected') || pg_temp.note('AT3', 'Sent'), 'RejectedRejected', 'nor a rejection');
select finish(); rollback;

-- Makes a kept message of M-Pesa due at once, after staff removed what kept it from being posted. It keeps its count of
-- tries, so that its alarm stays until it is settled. Locks: the message's row. Repeat: the same.
create or replace function mobile_money.requeue_callback(
  p_callback_id bigint,
  p_by          text     -- user:<id>
) returns text
language plpgsql as $$
begin
  update mobile_money.mpesa_callbacks c set next_attempt_at = statement_timestamp()
   where c.callback_id = p_callback_id and c.outcome = 'pending';
  if not found then
    raise exception 'no message with id % is waiting', p_callback_id using errcode = 'LFN52';
  end if;
  perform audit.record_event(p_action => 'requeue_callback',
                             p_subject => 'mobile_money.mpesa_callbacks:' || p_callback_id,
                             p_after => jsonb_build_object('by', p_by));
  return 'pending';
end $$;
comment on function mobile_money.requeue_callback is
  'Makes a kept message due at once; returns pending. Raises LFN52 (none is waiting under this id).';

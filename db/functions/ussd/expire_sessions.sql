-- Scheduled job: ends sessions that can no longer be resumed and that the gateway never ended.
-- Locks: the sessions it ends. Repeat: finds none.
create or replace function ussd.expire_sessions() returns int language plpgsql as $$
declare
  v_ended int;
begin
  update ussd.ussd_sessions s set ended_at = statement_timestamp(), end_status = 'expired'
   where s.ended_at is null
     and s.last_at < statement_timestamp()
                     - make_interval(secs => config.setting(p_setting => 'ussd_resume_seconds')::int);
  get diagnostics v_ended = row_count;
  return v_ended;
end $$;
comment on function ussd.expire_sessions is 'How many sessions it ended. Raises nothing.';

-- Notes that the gateway ended a session: completed, dropped or timed out. It says nothing about the payment. Source:
-- docs/mobile-money.md, 2.2. Locks: the session's row. Repeat: the first report stands.
create or replace function telco.end_ussd(
  p_session_id text,
  p_status     text,   -- Success, Incomplete or Failed
  p_error      text    -- the gateway's words, or null
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update ussd.ussd_sessions s
     set ended_at = coalesce(s.ended_at, clock_timestamp()),
         end_status = coalesce(s.end_status, left(p_status, 40)),
         context = case when p_error is null then s.context
                        else s.context || jsonb_build_object('end_error', left(p_error, 200)) end
   where s.session_id = p_session_id;
  return case when found then 'noted' else 'unknown' end;
end $$;
comment on function telco.end_ussd is 'Returns noted, or unknown for a session that we never saw. Raises nothing.';

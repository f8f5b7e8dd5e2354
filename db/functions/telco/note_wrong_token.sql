-- Notes a callback with a wrong token, in the audit log too. Ten in a minute from one address: it must wait, and staff
-- get an alarm. Source: docs/decisions/rate-limits.md; docs/decisions/audit-log-and-alarms.md. Locks: that address's
-- bucket; then as audit.note_refusal. Repeat: takes from the bucket again.
create or replace function telco.note_wrong_token(
  p_address bytea   -- keyed hash of the address it came from
) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_at   constant timestamptz := clock_timestamp();
  v_wait int := config.consume_rate_limit(p_limit_name => 'wrong_token', p_per => 'address', p_key => p_address,
    p_at => v_at);
begin
  perform audit.note_refusal(p_action => 'wrong_token', p_subject => 'address:' || left(encode(p_address, 'hex'), 16),
    p_after => null);
  if v_wait > 0
     and config.consume_rate_limit(p_limit_name => 'wrong_token_alarm', p_per => 'address', p_key => p_address,
       p_at => v_at) = 0 then
    perform messaging.raise_alarm(p_kind => 'wrong_token', p_subject => left(encode(p_address, 'hex'), 16),
      p_detail => 'one address tries callback tokens');
  end if;
  return v_wait;
end $$;
comment on function telco.note_wrong_token is
  'Returns the seconds that the address must wait, or 0; raises the alarm wrong_token when it must wait. Raises '
  'nothing.';

-- Somebody knocked at an operators' door with a wrong token. A few times is a mistake, ten in a minute
-- is a search: from then on that address is told to wait, and ops is told. The audit log has it from the first on.
-- Source: hostile inputs A; docs/decisions/rate-limits.md, docs/decisions/audit-log-and-alarms.md. Locks: that
-- address's bucket; then as audit.note_refusal.
-- Messages with the right token never come here. Repeat: takes another turn.
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
      p_detail => 'one address tries tokens at the operators'' doors');
  end if;
  return v_wait;
end $$;
comment on function telco.note_wrong_token is
  'Seconds that address must wait, 0 while it is only mistaken; alarm wrong_token when it is not. Raises nothing.';

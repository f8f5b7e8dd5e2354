-- Raises an alarm when the operator refuses a token that it has just given us: our credentials are wrong, or the app
-- lacks this API. Nothing was done, so the request may be sent again. Source: docs/mobile-money.md, 1.1.
-- Locks: the alarm's row. Repeat: counts.
create or replace function worker.note_access_refused(
  p_api  text,   -- stkpush, stkpushquery or transactionstatus
  p_code text    -- the operator's own code, or the HTTP status
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform messaging.raise_alarm(p_kind => 'access_refused', p_subject => left(p_api, 40),
    p_detail => 'the operator refuses our new token: ' || left(p_code, 100))
    where p_api is not null and p_code is not null;
end $$;
comment on function worker.note_access_refused is 'Raises the alarm access_refused of that API. Raises nothing.';

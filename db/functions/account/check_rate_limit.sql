-- Takes a token for a request of this address, session and phone, before the web renders a page or reads a form.
-- Every actor with pages calls it. A refusal is counted in the audit log.
-- Locks: the buckets it takes from, in one order, address first. Repeat: takes another token.
-- Source: docs/decisions/sign-in.md, docs/decisions/rate-limits.md, docs/decisions/audit-log-and-alarms.md.
create or replace function account.check_rate_limit(
  p_limit_name text,    -- page, form, sign_in, code: a row of config.rate_limits
  p_address    bytea,   -- keyed hash of the address it comes from
  p_session    bytea,   -- sha256 of the session token, or null
  p_phone      bytea    -- keyed hash of the phone that was typed, or null
) returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_at constant timestamptz := clock_timestamp();
  v_limit_name  text := p_limit_name || '_new_device';
  v_per  text := 'address';
  v_who  text;
  v_wait int;
begin
  -- The address first: a refused address makes no buckets for invented sessions and phones.
  v_wait := config.consume_rate_limit(p_limit_name => p_limit_name, p_per => 'address', p_key => p_address,
    p_at => v_at);
  if v_wait = 0 and p_session is not null then
    -- A new device gets fewer tokens, where the limit has such a row.
    if not exists (select from config.rate_limits l where l.limit_name = v_limit_name and l.per = 'session')
       or accounts.new_device_until(p_session => p_session) is null then
      v_limit_name := p_limit_name;
    end if;
    v_per := 'session';
    v_wait := config.consume_rate_limit(p_limit_name => v_limit_name, p_per => 'session', p_key => p_session,
      p_at => v_at);
  end if;
  -- Per phone and address: somebody who tries a phone elsewhere can't keep its owner out.
  if v_wait = 0 and p_phone is not null then
    v_per := 'phone';
    v_wait := config.consume_rate_limit(p_limit_name => p_limit_name, p_per => 'phone',
      p_key => sha256(p_address || p_phone), p_at => v_at);
  end if;
  if v_wait > 0 then
    v_who := access.name_asker(p_session => p_session, p_address => p_address);
    perform audit.note_refusal(p_action => 'too_often',
      p_subject => 'config.rate_limits:' || p_limit_name || ',' || v_per,
      p_after => case when v_who like 'address:%' then jsonb_build_object('from', v_who) end);
  end if;
  return v_wait;
end $$;
comment on function account.check_rate_limit is 'Seconds to wait; 0: the request may go on. Raises nothing.';

-- The answers that are new in this request. Most gateways send all that was typed so far (4628*2*1), some only the last
-- answer, and any of them may send a request twice. Source: docs/mobile-money.md, 2.1; docs/decisions/ussd-menu.md.
create or replace function ussd.new_keys(
  p_session    ussd.ussd_sessions,
  p_input      text,
  p_input_mode text,          -- cumulative or last_key
  p_at         timestamptz
) returns text[] language plpgsql immutable as $$
declare
  v_first boolean := p_session.reply is null;
  v_input text := p_input;
  v_new   text;
begin
  if not v_first and p_input_mode = 'last_key' then
    -- The same answer within two seconds is a repeated request: nobody reads a screen that fast.
    if p_at < p_session.last_at + interval '2 seconds'
       and (right('*' || p_session.input, length(p_input) + 1) = '*' || p_input
         or (right('*' || p_session.input, 2) = '*-' and fleet.clean_typed(p_text => p_input) ~ '^[0-9]{5,6}$')) then
      return null;
    end if;
  elsif not v_first then
    -- Secret answers are stored as a dash, so they are compared as one.
    v_input := ussd.mask_secrets(p_input => p_input, p_secret_at => p_session.secret_at);
    if p_session.input <> '' and starts_with(v_input, p_session.input || '*') then
      v_new := substr(v_input, length(p_session.input) + 2);
    elsif p_session.input <> '' or p_input = '' then
      return null;
    end if;
  end if;
  v_new := coalesce(v_new, v_input);
  if strpos(v_new, '*') = 0 then   -- one answer or none, as most requests have
    return case when v_new <> '' or not v_first then array[btrim(v_new, E' #\t\r\n')] else '{}' end;
  end if;
  return (select coalesce(array_agg(btrim(k, E' #\t\r\n') order by n), '{}')
            from unnest(string_to_array(v_new, '*')) with ordinality as t(k, n));
end $$;
comment on function ussd.new_keys is 'The answers given in this request, trimmed; empty for a plain dial; null for a '
  'request that was sent before (or an older one), whose reply stands. Raises nothing.';

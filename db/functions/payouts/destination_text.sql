-- Writes a destination for people, with the end of its number only.
create or replace function payouts.destination_text(p_channel text, p_short_code text, p_tail text) returns text
language sql immutable as $$
  select case p_channel when 'phone' then '07xx..' || p_tail
                        when 'till' then 'till ' || p_short_code
                        else p_short_code || ' ..' || p_tail end
$$;
comment on function payouts.destination_text is '07xx..345, 247247 ..4321 or till 123456. Raises nothing.';

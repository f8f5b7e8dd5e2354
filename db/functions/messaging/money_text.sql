-- Writes an amount for people: 60, 8,460, 60.50.
create or replace function messaging.money_text(p_cents bigint) returns text
language sql stable as $$
  select case when p_cents < 0 then '-' else '' end
         || to_char(abs(p_cents) / 100, 'FM999,999,999,999,999,990')
         || case when p_cents % 100 = 0 then '' else '.' || lpad((abs(p_cents) % 100)::text, 2, '0') end
$$;
comment on function messaging.money_text is
  'Cents written in shillings with thousands separators, with the cents only if there are any.';

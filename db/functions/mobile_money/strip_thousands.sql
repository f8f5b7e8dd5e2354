-- Prepares an amount that a person typed for reading: without spaces around it, and without commas where they set
-- thousands apart. Any other comma stays, so that "12,50" is refused and never read as 1250.
create or replace function mobile_money.strip_thousands(p_text text) returns text
language sql immutable as $$
  select case when t.text ~ '^[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?$' then replace(t.text, ',', '') else t.text end
    from (select btrim(p_text) as text) t
$$;
comment on function mobile_money.strip_thousands is '"1,305.50" becomes "1305.50". Null for null. Raises nothing.';

-- Names the pot that pays a kind of vendor.
create or replace function payouts.vendor_purpose(p_kind text) returns text language sql immutable as $$
  select case p_kind when 'fuel' then 'fuel' when 'insurance' then 'insurance' when 'garage' then 'maintenance' end
$$;
comment on function payouts.vendor_purpose is 'A purpose of the vehicle''s wallet; null for another kind. Raises '
  'nothing.';

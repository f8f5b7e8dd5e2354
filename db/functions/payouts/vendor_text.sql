-- Writes a vendor for people: its name and where the money goes. A one-time code is bound to this text.
create or replace function payouts.vendor_text(p_vendor payouts.vendors) returns text language sql immutable as $$
  select p_vendor.name || ', ' || payouts.destination_text(p_vendor.channel, p_vendor.short_code, p_vendor.tail)
$$;
comment on function payouts.vendor_text is 'Such as Kencom Fuel, till 123456. Raises nothing.';

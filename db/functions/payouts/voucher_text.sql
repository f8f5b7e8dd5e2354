-- Writes what a voucher is for. A one-time code is bound to this text.
create or replace function payouts.voucher_text(p_kind text, p_vendor_id bigint, p_plate text) returns text
language sql stable as $$
  select 'voucher ' || p_plate || ', '
         || coalesce((select n.name from payouts.vendors n where n.vendor_id = p_vendor_id), p_kind)
$$;
comment on function payouts.voucher_text is 'Such as voucher KZZ 001A, Kencom Fuel. Raises nothing.';

-- Registers a vendor; a second member of staff approves it before anything can be paid to it.
-- Locks: the unique row of its till or account. Repeat: known. Source: docs/decisions/vendors.md.
create or replace function payouts.propose_vendor(
  p_made_by        bigint,
  p_kind           text,    -- fuel, insurance or garage
  p_name           text,
  p_channel        text,    -- till or paybill
  p_short_code     text,
  p_account_sealed bytea,   -- of a PayBill; null: a till
  p_tail           text,    -- the end of the account, to show; a till's own end
  p_phone_hash     bytea,   -- the phone that redeems vouchers; null: none
  p_phone_sealed   bytea,
  p_phone_last3    text
) returns text language plpgsql as $$
declare
  v_name      text := btrim(regexp_replace(p_name, '\s+', ' ', 'g'));
  v_vendor_id bigint;
begin
  if p_kind is null or p_kind not in ('fuel', 'insurance', 'garage') then
    return 'kind_wrong';
  elsif v_name ~ '^[A-Za-z0-9][A-Za-z0-9 .&''-]{2,29}$' is not true then
    return 'name_wrong';   -- it goes into an SMS, so in its letters
  elsif p_short_code ~ '^[0-9]{5,7}$' is not true then
    return 'short_code_wrong';
  elsif (p_channel = 'till' and p_account_sealed is null or p_channel = 'paybill' and p_account_sealed is not null)
        is not true then
    return 'account_wrong';
  end if;
  insert into payouts.vendors as v (kind, name, channel, short_code, account_sealed, tail, phone_hash, phone_sealed,
    phone_last3, made_by)
  values (p_kind, v_name, p_channel, p_short_code, p_account_sealed, coalesce(p_tail, right(p_short_code, 4)),
    p_phone_hash, p_phone_sealed, p_phone_last3, p_made_by)
  on conflict do nothing returning v.vendor_id into v_vendor_id;
  if v_vendor_id is null then
    return 'known';
  end if;
  perform access.record_four_eyes(p_made_by, 'maker', 'payouts.vendors:' || v_vendor_id);
  return 'proposed';
end $$;
comment on function payouts.propose_vendor is 'Outcome proposed, kind_wrong, name_wrong (3 to 30 plain letters), '
  'short_code_wrong, account_wrong (a PayBill needs one, a till has none) or known (that till, account or phone is '
  'there). Raises 23514 (no hash).';

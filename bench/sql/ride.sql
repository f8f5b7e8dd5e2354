select c.outcome
  from (select r.account_ref, r.phone_hash, r.n from bench.rides r
         where r.n = (select :first + nextval('bench.ride_numbers'))) r
 cross join lateral telco.confirm_fares(
   p_receipt => array['BR' || lpad(upper(to_hex(r.n)), 8, '0')], p_amount => array['60.00'],
   p_bill_ref => array[r.account_ref], p_trans_time => array[to_char(now() at time zone 'Africa/Nairobi',
     'YYYYMMDDHH24MISS')], p_short_code => array['400222'], p_org_balance => array[null]::text[],
   p_payer_hash => array[r.phone_hash], p_payer_last3 => array['126'], p_body_sealed => array['\x5ea1'::bytea],
   p_body_sha256 => array[sha256(('ride' || r.n)::bytea)]) c;

select count(c.outcome)
  from (select array_agg('BD' || lpad(upper(to_hex(r.n)), 8, '0') order by r.n) as receipts,
               array_agg('60.00'::text) as amounts,
               array_agg(split_part(r.account_ref, '-', 1) order by r.n) as accounts,
               array_agg(to_char(now() at time zone 'Africa/Nairobi', 'YYYYMMDDHH24MISS')) as times,
               array_agg('400222'::text) as tills, array_agg(null::text) as nothing,
               array_agg(null::bytea) as payers, array_agg('126'::text) as last3,
               array_agg('\x5ea1'::bytea) as sealed, array_agg(sha256(('paid' || r.n)::bytea) order by r.n) as sums
          from bench.rides r where r.n between :first and :first + :many - 1) r
 cross join lateral telco.confirm_fares(
   p_receipt => r.receipts, p_amount => r.amounts, p_bill_ref => r.accounts, p_trans_time => r.times,
   p_short_code => r.tills, p_org_balance => r.nothing, p_payer_hash => r.payers, p_payer_last3 => r.last3,
   p_body_sealed => r.sealed, p_body_sha256 => r.sums) c;

select c.outcome
  from (select r.payment_ref, r.n from bench.rides r where r.n = :n) r
 cross join lateral telco.settle_push(
   p_message => jsonb_build_object('receipt', 'BR' || lpad(upper(to_hex(r.n)), 8, '0'), 'amount', '60',
     'trans_time', to_char(now() at time zone 'Africa/Nairobi', 'YYYYMMDDHH24MISS'), 'payment_ref', r.payment_ref,
     'result_code', '0'), p_body_sealed => '\x5ea1', p_body_sha256 => sha256(('result' || r.n)::bytea)) c;

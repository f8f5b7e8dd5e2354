begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.ages() returns jsonb language sql as $$ select mobile_money.suspense_ages(p_at => now()) $$;
select is(pg_temp.ages() -> 'ages', '[]', 'nothing waits');
select pg_temp.confirm(pg_temp.incoming('TKS000000' || i, '100.00', 'nowhere')) from generate_series(1, 7) i
  \g /dev/null
update mobile_money.payments p set first_seen_at = now() - a.age
  from (values ('TKS0000001', interval '29 minutes 59 s'), ('TKS0000002', '30 minutes'), ('TKS0000003', '4 hours'),
    ('TKS0000004', '1 day'), ('TKS0000005', '7 days'), ('TKS0000006', '90 days')) as a(receipt, age)
 where p.receipt = a.receipt;
update mobile_money.payments set first_seen_at = now() where receipt = 'TKS0000007';
select is((select string_agg(concat_ws(' ', coalesce(a ->> 'up_to_minutes', 'longer'), a ->> 'payments',
                                       a ->> 'cents'), ', ')
             from jsonb_array_elements(pg_temp.ages() -> 'ages') a),
  '30 2 20000, 240 1 10000, 1440 1 10000, 10080 1 10000, longer 2 20000', 'each payment is in one step');
select is(pg_temp.ages() #>> '{claimed,payments}', '0', 'nobody claimed');
select mobile_money.claim_suspense('TKS0000003', :vehicle_id, 'passenger'),
       mobile_money.claim_suspense('TKS0000004', :vehicle_id, 'user:1'),
       audit.note_refusal('refuse_claim', 'mobile_money.payments:TKS0000005', null) \g /dev/null
select is(pg_temp.ages() -> 'claimed', '{"payments": 1, "cents": 10000}', 'what staff assigned is no claim');
select is(pg_temp.ages() #>> '{claims,0,receipt}' || ' ' || (pg_temp.ages() #>> '{claims,0,plate}'),
  'TKS0000003 KZZ 001A', 'a claim with its vehicle');
select is(pg_temp.ages() ->> 'refused', '1', 'refused claims are counted');
select finish(); rollback;

\set vehicle random(1, 100)
select naive.post_fares(array['N' || nextval('naive.receipts')], array[:vehicle]::int[], array[6000]::bigint[]);

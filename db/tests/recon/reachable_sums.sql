begin; select plan(4);
select is(recon.reachable_sums(array[100, 250]), array[0, 100, 250, 350]::bigint[], 'every sum of some of them');
select is(recon.reachable_sums(array[100, 100]), array[0, 100, 200]::bigint[], 'each once');
select ok(cardinality(recon.reachable_sums(array(select (2 ^ i)::bigint from generate_series(1, 40) i))) <= 512,
  'many of them don''t make it slow');
select is(recon.reachable_sums(null), array[0]::bigint[], 'nothing is 0');
select finish(); rollback;

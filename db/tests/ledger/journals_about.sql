begin; select plan(3);
\ir ../fixtures/signed_in.psql
create function pg_temp.told(p_receipt text, p_path text) returns jsonb language sql as $$
  select jsonb_path_query_array(ledger.journals_about(p_reference => p_receipt, p_zone => 'Africa/Nairobi'),
                                p_path::jsonpath) $$;
select pg_temp.confirm(pg_temp.incoming('TKA0000001', '1500.00', '4628')) \g /dev/null
select is(pg_temp.told('TKA0000001', '$[*].legs[0].wallet'), '["trust"]', 'a fare''s legs, what it takes first');
select is(pg_temp.told('TKA0000001', '$[*].holds[*].released_at'), '[null]', 'and what is on hold of it');
select is(pg_temp.told('TKX', '$'), '[[]]', 'nothing for an unknown receipt');
select finish(); rollback;

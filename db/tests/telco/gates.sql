begin; select plan(1);
select is(jsonb_array_length(telco.gates()), (select count(*)::int from gates.gates), 'every figure');
select finish(); rollback;

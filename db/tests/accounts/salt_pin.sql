begin; select plan(3);
\ir ../fixtures/crew.psql
create temporary table made as select (p).salt, (p).verifier, (p).key_id, p as pin
  from (select accounts.salt_pin(p_user_id => n, p_pin => pg_temp.pin('73915')) as p
    from generate_series(1, 20) n offset 0) s;
select is((select count(distinct m.verifier) from made m), 20::bigint, 'twenty times the same PIN look different');
select ok((select bool_and(accounts.is_pin(p_kept => m.pin, p_pin => pg_temp.pin('73915'))) from made m), 'each fits');
select ok((select bool_and(octet_length(m.salt) = 16 and m.key_id = 'lookup:test') from made m),
  'with a salt of 16 bytes and the key''s id');
select finish(); rollback;

begin; select plan(5);
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) select sha256(n::text::bytea),
  case n when 6 then '\x01026b3201'::bytea when 7 then '' else ('\x01026b31' || lpad(n::text, 2, '0'))::bytea end,
  '126' from generate_series(1, 7) n;
create view pg_temp.in_order as select phone_hash::text as key, row_number() over (order by phone_hash) as ordinal
  from privacy.phones where privacy.seal_key_id(p_sealed => phone_sealed) = 'k1';
create function pg_temp.batch(p_key_id text, p_after text, p_limit int) returns setof text language sql as $$
  select row_key from privacy.sealed_batch(p_sealed_column => 'privacy.phones.phone_sealed', p_key_id => p_key_id,
    p_after => p_after, p_limit => p_limit) $$;
select results_eq($$ select pg_temp.batch('k2', null, 2) $$,
  $$ select key from pg_temp.in_order where ordinal <= 2 order by ordinal $$, 'the first batch, in order of the key');
select results_eq($$ select pg_temp.batch('k2', (select key from pg_temp.in_order where ordinal = 2), 10) $$,
  $$ select key from pg_temp.in_order where ordinal > 2 order by ordinal $$,
  'the next one, without resealed and erased values');
select is_empty($$ select pg_temp.batch('k2', (select key from pg_temp.in_order where ordinal = 5), 10) $$,
  'then there is nothing');
select is((select count(*)::int from pg_temp.batch('k1', null, 10)), 1, 'the reverse: only the one under the new key');
select throws_ok($$ select * from privacy.sealed_batch('pg_authid.rolpassword', 'k2', null, 10) $$, 'P0002', null,
  'only columns of the registry can be read');
select finish(); rollback;

begin; select plan(11);
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (('\x' || repeat('0a', 32))::bytea,
  '\x01026b3101', '126'), (('\x' || repeat('0b', 32))::bytea, '\x01026b3102', '127');
create function pg_temp.put(p_before bytea[], p_after bytea[]) returns bigint language sql as $$
  select privacy.store_resealed(p_key_id => 'k2', p_sealed_column => 'privacy.phones.phone_sealed',
  p_row_keys => array['\x' || repeat('0a', 32), '\x' || repeat('0b', 32)], p_before => p_before, p_after => p_after) $$;
select is(pg_temp.put(array['\x01026b3101', '\x01026b31ff']::bytea[], array['\x01026b3201', '\x01026b3202']::bytea[]),
  1::bigint, 'a value that was changed meanwhile stays');
select results_eq($$ select phone_sealed from privacy.phones order by phone_hash $$, $$ values ('\x01026b3201'::bytea),
  ('\x01026b3102') $$, 'the other one is under the new key');
select is(pg_temp.put(array['\x01026b3101', '\x01026b3102']::bytea[], array['\x01026b3201', '\x01026b3202']::bytea[]),
  1::bigint, 'a later call writes the rest');
select is(pg_temp.put(array['\x01026b3101', '\x01026b3102']::bytea[], array['\x01026b3201', '\x01026b3202']::bytea[]),
  0::bigint, 'a second call writes nothing');
select throws_ok($$ select pg_temp.put(array['\x01026b3201', '\x01026b3202']::bytea[],
  array['\x01026b3101', '\x01026b3102']::bytea[]) $$, 'LFV95', null, 'a value under an old key is refused');
-- A missing value has no key. It could else wipe out a value.
select throws_ok(format($$ select privacy.store_resealed(%L, 'privacy.phones.phone_sealed',
  array['\x' || repeat('0a', 32)], array['\x01026b3201'::bytea], %L) $$, c.key_id, c.after), 'LFV95', null, c.what)
  from (values (null, '{"\\x01026b3101"}'::bytea[], 'a missing key id is refused'),
  ('k2', '{""}', 'an empty value is refused'), ('k2', '{null}', 'a null value is refused'),
  ('k2', '{}', 'too few values are refused'), ('k2', null, 'no values are refused')) c(key_id, after, what);
select throws_ok($$ select privacy.store_resealed('k2', 'accounts.users.password_verifier', array['1'],
  array['\x00'::bytea], array['\x01026b3200'::bytea]) $$, 'P0002', null, 'only columns of the registry can be written');
select finish(); rollback;

-- What people read and type.
begin; select plan(2);
select is(ledger.short_hash('\x0a1b2c3d4e5f'), '0A1B-2C3D', 'the first eight digits in two groups');
select is(ledger.short_hash(null), null, 'nothing for nothing');
select finish(); rollback;

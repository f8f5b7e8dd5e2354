begin;
select plan(3);
select is(security.key_type('security.users.phone_sealed'), 'bigint', 'a number');
select is(security.key_type('security.phones.phone_sealed'), 'bytea', 'a hash');
select is(security.key_type('security.nowhere.x_sealed'), null, 'no such column');
select * from finish();
rollback;

begin;
select plan(3);
select is(privacy.key_type('accounts.users.phone_sealed'), 'bigint', 'a number');
select is(privacy.key_type('privacy.phones.phone_sealed'), 'bytea', 'a hash');
select is(privacy.key_type('security.nowhere.x_sealed'), null, 'no such column');
select * from finish();
rollback;

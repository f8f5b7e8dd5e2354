begin;
set constraints all immediate;
select plan(3);
select is(telco.phone_in_force(p_before => sha256('old'), p_after => sha256('new')), sha256('old'), 'the key in force');
select throws_ok($$ select telco.phone_in_force('\x00', sha256('new')) $$, 'LFV96', null, 'hashes have 32 bytes');
select throws_ok($$ select telco.phone_in_force(sha256('new'), sha256('new')) $$, 'LFV96', null, 'and differ');
select * from finish();
rollback;

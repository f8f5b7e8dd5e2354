begin;
select plan(4);
select matches(security.device_place(p_device_hash => sha256('a')), '^[0-9a-f]{16}$', 'sixteen digits');
select is(security.device_place(p_device_hash => sha256('a')), security.device_place(p_device_hash => sha256('a')), 'always the same');
select isnt(security.device_place(p_device_hash => sha256('a')), security.device_place(p_device_hash => sha256('b')), 'another for another device');
select is(position(security.device_place(p_device_hash => sha256('a')) in encode(sha256('a'), 'hex')), 0, 'and no part of the hash');
select finish();
rollback;

begin; select plan(4);
select matches(accounts.device_key(p_device_hash => sha256('a')), '^[0-9a-f]{16}$', 'sixteen hexadecimal digits');
select is(accounts.device_key(sha256('a')), accounts.device_key(sha256('a')), 'the same device has the same key');
select isnt(accounts.device_key(sha256('a')), accounts.device_key(sha256('b')), 'another device has another key');
select is(position(accounts.device_key(sha256('a')) in encode(sha256('a'), 'hex')), 0, 'it is no part of the hash');
select finish(); rollback;

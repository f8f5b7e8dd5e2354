begin;
select plan(4);
select matches(accounts.device_key(p_device_hash => sha256('a')), '^[0-9a-f]{16}$', 'sixteen digits');
select is(accounts.device_key(p_device_hash => sha256('a')), accounts.device_key(p_device_hash => sha256('a')),
  'always the same');
select isnt(accounts.device_key(p_device_hash => sha256('a')), accounts.device_key(p_device_hash => sha256('b')),
  'another for another device');
select is(position(accounts.device_key(p_device_hash => sha256('a')) in encode(sha256('a'), 'hex')), 0,
  'and no part of the hash');
select finish();
rollback;

begin;
select plan(5);
select is(privacy.seal_key_id('\x01026b31aabbcc'), 'k1', 'the envelope says which key sealed it');
select is(privacy.seal_key_id('\x0105323032362dff'), '2026-', 'of any length');
select is(privacy.seal_key_id('\x5ea1'), '?', 'what is no envelope of ours has no key');
select is(privacy.seal_key_id(null), '?', 'nor has nothing');
select is(privacy.seal_key_id(''), null, 'what was erased is under no key');
select * from finish();
rollback;

begin; select plan(5);
select is(privacy.seal_key_id(c.sealed), c.key_id, c.what)
  from (values ('\x01026b31aabbcc'::bytea, 'k1', 'the envelope has the key''s id'),
    ('\x0105323032362dff', '2026-', 'of any length'), ('\x5ea1', '?', 'anything else has no key'),
    (null, '?', 'nor has null'), ('', null, 'an erased value is under no key')) as c(sealed, key_id, what);
select finish(); rollback;

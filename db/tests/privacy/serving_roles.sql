begin; select plan(1);
-- web/tests/test_keys_cli.py connects as one of them.
select is_empty($$ select role from privacy.serving_roles() $$, 'no login role is connected to this database');
select finish(); rollback;

begin; select plan(2);
\ir ../fixtures/sacco.psql
select is(owners.split(sha256('owner'), 'KZZ001A') #>> '{split,side}', 'owner', 'an owner sees the split');
select is(owners.split(sha256('owner'), 'KZZ900Z'), '{"outcome": "absent"}', 'not of another''s vehicle');
select finish(); rollback;

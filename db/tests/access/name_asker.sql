begin; select plan(5);
\ir ../fixtures/signed_in.psql
create function pg_temp.asker(p_session text) returns text language sql as $$
  select access.name_asker(p_session => sha256(p_session::bytea), p_address => sha256('here')) $$;
select is(pg_temp.asker('nobody'), 'address:' || left(encode(sha256('here'), 'hex'), 16), 'an unknown one: an address');
select is(coalesce(current_setting('lipa.actor', true), ''), '', 'no actor is named');
select is(pg_temp.asker('owner'), 'user:' || (select user_id from accounts.users
  where phone_hash = sha256('phone of owner')), 'an open session is a person');
select is(current_setting('lipa.actor', true), pg_temp.asker('owner'), 'that person becomes the actor');
update accounts.sessions set revoked_at = clock_timestamp();
select matches(pg_temp.asker('owner'), '^address:', 'a session that has ended names nobody');
select finish(); rollback;

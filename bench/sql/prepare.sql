-- What the benchmark needs besides the demo data; in a database of its own.
create schema if not exists bench;
create table if not exists bench.single (id bigint generated always as identity primary key, note text,
  at timestamptz default clock_timestamp());
create sequence if not exists bench.receipts;
-- Fifty signed-in owners; the session of the n-th is sha256(int8send(n)).
insert into accounts.users (phone_hash, phone_sealed, phone_last3) select sha256('bench' || int8send(n)), '\x01', '126'
  from generate_series(1, 50) n;
select access.grant_role(p_user_id => u.user_id, p_role => 'owner', p_scope_kind => 'owner', p_scope_id => n),
       accounts.open_session(p_user_id => u.user_id, p_session => sha256(int8send(n)), p_previous => null)
  from generate_series(1, 50) n join accounts.users u on u.phone_hash = sha256('bench' || int8send(n));

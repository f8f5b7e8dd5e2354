begin; select plan(4);
create function pg_temp.hash(n int) returns bytea language sql as $$ select decode(lpad(n::text, 64, '0'), 'hex') $$;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3)
values (pg_temp.hash(1), '\x0a', '126'), (pg_temp.hash(2), '', '126'), (pg_temp.hash(3), '\x0c', '126');
insert into accounts.users (phone_hash, phone_sealed, phone_last3)
values (pg_temp.hash(3), '\x0c', '126'), (pg_temp.hash(4), '\x0d', '126'), (pg_temp.hash(5), '', '126');
create function pg_temp.batch(p_after bytea, p_limit int) returns text language sql as $$
  select string_agg(encode(phone_sealed, 'hex'), ' ' order by phone_hash)
    from privacy.phones_batch(p_after => p_after, p_limit => p_limit) $$;
select is(pg_temp.batch('', 10), '0a 0c 0d', 'phones and persons, each hash once, without erased ones');
select is(pg_temp.batch('', 2), '0a 0c', 'a batch');
select is(pg_temp.batch(pg_temp.hash(3), 2), '0d', 'the next batch');
select is(pg_temp.batch(pg_temp.hash(4), 2), null, 'the end');
select finish(); rollback;

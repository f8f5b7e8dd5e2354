begin;
set constraints all immediate;
select plan(4);
create function pg_temp.hash(n int) returns bytea language sql as $$ select decode(lpad(n::text, 64, '0'), 'hex') $$;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3)
values (pg_temp.hash(1), '\x0a', '126'), (pg_temp.hash(2), '', '126'), (pg_temp.hash(3), '\x0c', '126');
insert into accounts.users (phone_hash, phone_sealed, phone_last3)
values (pg_temp.hash(3), '\x0c', '126'), (pg_temp.hash(4), '\x0d', '126'), (pg_temp.hash(5), '', '126');
create function pg_temp.page(p_after bytea, p_limit int) returns text language sql as $$
  select string_agg(encode(phone_sealed, 'hex'), ' ' order by phone_hash)
    from privacy.phones_batch(p_after => p_after, p_limit => p_limit) $$;
select is(pg_temp.page('', 10), '0a 0c 0d', 'phones and people, each hash once, nobody who was forgotten');
select is(pg_temp.page('', 2), '0a 0c', 'a page');
select is(pg_temp.page(pg_temp.hash(3), 2), '0d', 'the next');
select is(pg_temp.page(pg_temp.hash(4), 2), null, 'the end');
select finish();
rollback;

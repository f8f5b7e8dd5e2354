-- What the tests of db.call (test_database.py) call: roles, schemas and functions of their own.
create role lipa_telco login; create role lipa_worker login;
create schema telco; create schema worker; grant usage on schema telco, worker to public;
create table kept (key text primary key, times int not null default 1);
create sequence attempts; create sequence worker_calls;
create function telco.add_up(p_a int, p_b int) returns int language sql as 'select p_a + p_b';
create function telco.two_rows() returns table (n int, word text) language sql as
  $$values (1, 'one'), (2, 'two')$$;
create function telco.keep(p_key text) returns text language sql security definer as
  $$insert into public.kept (key) values (p_key) on conflict (key) do update set times = kept.times + 1 returning key$$;
create function telco.refuse(p_code text) returns void language plpgsql security definer as
  $$begin insert into public.kept (key) values ('refused'); raise exception 'no' using errcode = p_code; end$$;
create function telco.fail_until(p_attempt int, p_code text) returns bigint language plpgsql security definer as
  $$declare v bigint := nextval('public.attempts');
    begin if v < p_attempt then raise exception 'again' using errcode = p_code; end if; return v; end$$;
create function telco.echo(p_texts text[], p_blobs bytea[]) returns table (texts text[], blobs bytea[]) language sql as
  'select p_texts, p_blobs';
create function telco.wait(p_seconds float) returns text language sql as $$select pg_sleep(p_seconds)::text$$;
create function worker.wait(p_seconds float) returns text language sql security definer as
  $$select nextval('public.worker_calls'), pg_sleep(p_seconds); select 'done'$$;
create function telco.prepared() returns bigint language sql as 'select count(*) from pg_prepared_statements';
create function telco.who_am_i() returns text language sql as $$select current_user || ' ' || pg_backend_pid()$$;

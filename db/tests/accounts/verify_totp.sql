begin; select plan(15);
\ir ../fixtures/person.psql
create function pg_temp.step() returns bigint language sql
  as $$ select floor(extract(epoch from clock_timestamp()) / 30)::bigint $$;
create function pg_temp.verify_at(p_typed text, p_step bigint) returns text language sql as $$
  select accounts.verify_totp(p_user_id => pg_temp.person(), p_typed => p_typed, p_step => p_step,
                             p_codes => array['111111', '222222', '333333']) $$;
-- In the current half minute. If it ends while the code is verified, the try is rolled back and repeated.
create function pg_temp.verify(p_typed text, p_later int) returns text language plpgsql as $$
declare
  v_now  bigint;
  v_outcome text;
begin
  loop
    begin
      v_now := pg_temp.step();
      v_outcome := pg_temp.verify_at(p_typed, v_now + p_later);
      if pg_temp.step() = v_now then return v_outcome; end if;
      raise exception using errcode = 'TT000';
    exception when sqlstate 'TT000' then null;
    end;
  end loop;
end $$;
create function pg_temp.factor() returns accounts.second_factors language sql as $$ select s
  from accounts.second_factors s $$;
select is(pg_temp.verify('222222', 0), 'wrong', 'without an app every code is wrong');
insert into accounts.second_factors (user_id, secret_sealed, confirmed_at) values (pg_temp.person(), '\x01', now());
select pg_temp.step() as step \gset
select is(pg_temp.verify_at('222222', :step), 'right', 'the current code is right');
select is((pg_temp.factor()).last_step, :step::bigint, 'its half minute is stored');
select is(pg_temp.verify_at('222222', :step), 'wrong', 'the same code again is wrong');
select is(pg_temp.verify_at('111111', :step), 'wrong', 'so is the code before it');
select is(pg_temp.verify_at('333333', :step), 'right', 'the next code is right, because clocks differ');
update accounts.second_factors set last_step = 0, failed_tries = 0;
select is(pg_temp.verify('333333', 1), 'wrong', 'a caller can''t say that it is later than it is');
select is(pg_temp.verify('222222', -2), 'wrong', 'or earlier');
select is(pg_temp.verify('', 0), 'wrong', 'an empty code is wrong');
select is(pg_temp.verify(null, 0), 'wrong', 'a null code is wrong');
select is((pg_temp.factor()).failed_tries, 4, 'each wrong code was counted');
select is(pg_temp.verify('222222', 0), 'right', 'the right code is accepted');
update accounts.second_factors set last_step = 0;
select pg_temp.verify('000000', 0) from generate_series(1, 5);
select is(pg_temp.verify('222222', 0), 'paused', 'after five wrong codes the right one is not compared');
update accounts.second_factors set locked_until = now() - interval '1 second';
select is(pg_temp.verify('222222', 0), 'right', 'until the pause is over');
select is((pg_temp.factor()).locked_until, null, 'then the pause is reset');
select finish(); rollback;

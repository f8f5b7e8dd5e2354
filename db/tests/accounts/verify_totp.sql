begin;
set constraints all immediate;
select plan(15);
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('0700'), '\x01', '126');
create function pg_temp.person() returns bigint language sql as $$ select user_id from accounts.users where phone_hash
  = sha256('0700') $$;
create function pg_temp.step() returns bigint language sql
  as $$ select floor(extract(epoch from clock_timestamp()) / 30)::bigint $$;
create function pg_temp.judge_at(p_typed text, p_step bigint) returns text language sql as $$
  select accounts.verify_totp(p_user_id => pg_temp.person(), p_typed => p_typed, p_step => p_step,
                             p_codes => array['111111', '222222', '333333']) $$;
-- By the half minute it is; if it ends while the code is judged, that try is taken back and made again.
create function pg_temp.judge(p_typed text, p_later int) returns text language plpgsql as $$
declare
  v_now  bigint;
  v_said text;
begin
  loop
    begin
      v_now := pg_temp.step();
      v_said := pg_temp.judge_at(p_typed, v_now + p_later);
      if pg_temp.step() = v_now then return v_said; end if;
      raise exception using errcode = 'TT000';
    exception when sqlstate 'TT000' then null;
    end;
  end loop;
end $$;
create function pg_temp.mine() returns accounts.second_factors language sql as $$ select s
  from accounts.second_factors s $$;

select is(pg_temp.judge('222222', 0), 'wrong', 'where nothing is set up, nothing is right');
insert into accounts.second_factors (user_id, secret_sealed, confirmed_at) values (pg_temp.person(), '\x01', now());
select pg_temp.step() as step \gset
select is(pg_temp.judge_at('222222', :step), 'right', 'what the app shows now is right');
select is((pg_temp.mine()).last_step, :step::bigint, 'and its half minute is remembered');
select is(pg_temp.judge_at('222222', :step), 'wrong', 'once');
select is(pg_temp.judge_at('111111', :step), 'wrong', 'what it showed before that is spent, too');
select is(pg_temp.judge_at('333333', :step), 'right', 'what it shows next is right: clocks differ a little');
update accounts.second_factors set last_step = 0, failed_tries = 0;
select is(pg_temp.judge('333333', 1), 'wrong', 'nobody can say that it is later than it is');
select is(pg_temp.judge('222222', -2), 'wrong', 'or earlier');
select is(pg_temp.judge('', 0), 'wrong', 'nothing is not a code');
select is(pg_temp.judge(null, 0), 'wrong', 'nor is null');
select is((pg_temp.mine()).failed_tries, 4, 'each was counted');
select is(pg_temp.judge('222222', 0), 'right', 'the right one');
update accounts.second_factors set last_step = 0;
select pg_temp.judge('000000', 0) from generate_series(1, 5);
select is(pg_temp.judge('222222', 0), 'paused', 'after five wrong ones the right one is not looked at');
update accounts.second_factors set locked_until = now() - interval '1 second';
select is(pg_temp.judge('222222', 0), 'right', 'until the pause is over');
select is((pg_temp.mine()).locked_until, null, 'and forgotten');
select finish();
rollback;

-- Each reason is tried in plan.sql; here, which one is said first.
begin; select plan(4);
\ir ../fixtures/payouts.psql
create function pg_temp.outcome(p_amount text, p_usable_from timestamptz default null) returns text language sql as $$
  select payouts.plan_outcome(p_plan => p, p_session => sha256('owner'), p_amount => p_amount,
                              p_usable_from => p_usable_from)
    from payouts.plan(pg_temp.id('owner'), sha256('owner'), 'owner',
      (select owner_id from fleet.owners where name = 'Mama Njeri'), '{}', p_amount, 'own') p $$;
select is(pg_temp.outcome('500'), 'fits', 'nothing forbids it');
select is(pg_temp.outcome('500', now() + interval '1 hour'), 'cooling', 'a new destination waits');
select is(pg_temp.outcome('9', now() - interval '1 hour'), 'too_little', 'one that has waited is like any other');
insert into payouts.freezes (user_id) values (pg_temp.id('owner'));
select is(pg_temp.outcome('9', now() + interval '1 hour'), 'frozen', 'ZUIA comes before all else');
select finish(); rollback;

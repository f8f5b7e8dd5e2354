begin; select plan(4);
\ir ../fixtures/money_out.psql
select pg_temp.open_payout(p_cents => 1000) as id \gset
create function pg_temp.said() returns text language sql as $$
  select concat_ws(' ', c ->> 'state', c ->> 'whose', c ->> 'days', left(c ->> 'at', 10))
    from payouts.sim_card((select max(payout_id) from payouts.payouts), 'Africa/Nairobi') c $$;
select is(pg_temp.said(), 'not_checked', 'nobody could be asked');
insert into payouts.sim_checks (payout_id, whose, waits_until, days, state, answered_at)
select :id, w, now(), 7, 'swapped', '2026-11-28 23:00+00' from unnest(array['receiver', 'asker']) w;
select is(pg_temp.said(), 'swapped 7 2026-11-29', 'both, and when');
update payouts.sim_checks set state = 'clean' where whose = 'asker';
select is(pg_temp.said(), 'swapped receiver 7 2026-11-29', 'one of them');
update payouts.sim_checks set state = 'clean';
select is(pg_temp.said(), 'clean 7 2026-11-29', 'none');
select finish(); rollback;

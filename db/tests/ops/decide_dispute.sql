begin; select plan(13);
\ir ../fixtures/refunds.psql
update config.settings set value = '5000' where setting = 'refund_alone_cents';
select pg_temp.pays('RFN0000001', '150.00'), fares.open_dispute('RFN0000001', sha256('payer'), 'other', 'ussd', null)
  \g /dev/null
create function pg_temp.decides(p_who text, p_decision text, p_amount text default '', p_reason text
  default 'vehicle broke down') returns text language sql as $$
  select ops.decide_dispute(sha256(p_who::bytea), (select max(dispute_id)::text from fares.disputes), p_decision,
    p_amount, 'credit', p_reason) ->> 'outcome' $$;
select is(pg_temp.decides('owner', 'refund'), 'absent', 'not for owners');
select is(pg_temp.decides('ops', 'refund', 'all'), 'bad_amount', 'an amount in words');
select is(pg_temp.decides('ops', 'refund', '50', ''), 'no_reason', 'no reason');
select is(pg_temp.decides('ops', 'refund'), 'proposed', 'all of 150 takes two');
select is(pg_temp.decides('ops', 'approved'), 'same_person', 'two people');
-- Two tabs: the old one shows all of 150, which was refused since; now 60 is proposed.
select is(pg_temp.decides('finance', 'refused', '150'), 'open', 'refused');
select is(pg_temp.decides('ops', 'refund', '60'), 'proposed', 'proposed again');
select is(pg_temp.decides('finance', 'approved', '150.00'), 'changed', 'the old page approves nothing');
select is(pg_temp.decides('finance', 'refused') || pg_temp.decides('ops', 'refund'), 'openproposed', 'and once more');
select is(pg_temp.decides('finance', 'approved', '150.00'), 'refunded', 'the other one approves what the page shows');
select is(pg_temp.decides('finance', 'approved'), 'refunded', 'twice: as before');
select is((select sum(cents)::bigint from fares.credit_movements), 15000::bigint, 'once');
update accounts.sessions set proved_at = now() - interval '1 hour' where session_hash = sha256('ops');
select throws_ok($$ select pg_temp.decides('ops', 'declined') $$, 'LFA86', null, 'it takes a fresh second factor');
select * from finish(); rollback;

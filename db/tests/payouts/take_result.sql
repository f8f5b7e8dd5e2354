begin; select plan(33);
\ir ../fixtures/money_out.psql
create function pg_temp.say(p_id bigint, p_means text, p_receipt text default null, p_cents bigint default null,
  p_code text default '0') returns text language sql as $$
  select payouts.take_result(p_payout_id => p_id, p_means => p_means, p_result_code => p_code, p_receipt => p_receipt,
    p_cents => p_cents, p_paid_at => null) $$;
-- In every state in which it may be on its way, a plain yes pays and a plain no gives the money back, once.
create function pg_temp.make(p_state text) returns bigint language plpgsql as $$
declare
  v_id bigint := pg_temp.open_payout(p_cents => 10000, p_fee => 0);
begin
  if p_state <> 'queued' then
    perform pg_temp.send(v_id, case p_state when 'sent' then 'taken' else 'unknown' end);
  end if;
  return v_id;
end $$;
-- Volatile, so that they see what the same statement did before.
create function pg_temp.journals(p_id bigint) returns bigint language sql as $$
  select count(*) from ledger.journals where kind = 'payout' and reference = pg_temp.ref(p_id) $$;
create function pg_temp.asked_within(p_id bigint, p_seconds int) returns boolean language sql as $$
  select query_after between now() and clock_timestamp() + p_seconds * interval '1 second' and sent_at is not null
    from payouts.payouts where payout_id = p_id $$;
select is(pg_temp.say(m, 'paid', 'QYES00000' || n, 10000) || ' ' || pg_temp.say(m, 'paid', 'QYES00000' || n, 10000)
    || ' ' || pg_temp.state(m) || ' ' || pg_temp.journals(m),
  'paid paid paid 1', 'a yes, twice, to one that was ' || s)
  from (select s, n, pg_temp.make(s) as m from unnest('{queued,sent,unknown}'::text[]) with ordinality u(s, n)) t;
select is(pg_temp.say(m, 'failed', p_code => '1') || ' ' || pg_temp.say(m, 'failed', p_code => '1') || ' '
    || pg_temp.state(m), 'failed failed failed', 'a no, twice, to one that was ' || s)
  from (select s, pg_temp.make(s) as m from unnest('{queued,sent,unknown}'::text[]) u(s)) t;
select is((select reason from payouts.payouts where state = 'failed' limit 1),
  'the operator''s account lacked the money', 'the reason is in words');
select ok(pg_temp.clearing_is_right(), 'clearing is empty again');
-- What says neither yes nor no leaves it unknown, to be asked about.
select is(pg_temp.say(m, k, r, 10000, c) || ' ' || pg_temp.state(m) || ' ' || pg_temp.asked_within(m, 61),
    'unknown unknown true', t)
  from (select *, pg_temp.make('sent') as m from (values ('wait', null, 'timeout', 'a time-out says nothing'),
    ('unknown', null, '9999', 'nor does a code that we don''t know'), (null, null, null, 'nor does none'),
    ('paid', null, '0', 'nor a success without a receipt'), ('paid', 'q low', '0', 'nor with one that is none')
    ) v(k, r, c, t)) x;
select pg_temp.make('sent') as id \gset
select is(pg_temp.say(:id, 'wait', p_code => 'timeout') || ' ' || pg_temp.say(:id, 'paid', 'QLATE00001', 10000),
  'unknown paid', 'a time-out, then a success');
-- A question that is planned keeps its time.
select pg_temp.make('unknown') as id \gset
update payouts.payouts set query_after = now() + interval '900 seconds', queries = 6 where payout_id = :id;
select is(pg_temp.say(:id, null, p_code => 'Pending'), 'unknown', 'an answer that it is not done yet');
select is((select query_after from payouts.payouts where payout_id = :id), now() + interval '900 seconds',
  'does not bring the next question forward');
-- Contradictions.
select pg_temp.remember();
select payout_id as paid from payouts.payouts where receipt = 'QYES000001' \gset
select payout_id as failed from payouts.payouts where state = 'failed' limit 1 \gset
select is(pg_temp.say(:paid, 'failed', p_code => '1'), 'conflict', 'a failure after a success');
select is(pg_temp.say(:paid, 'paid', 'QOTHER0001', 10000), 'conflict', 'another receipt');
select is(pg_temp.say(:paid, 'paid', 'QYES000001', 10001), 'conflict', 'another amount, later');
select is(pg_temp.say(:paid, 'wait'), 'paid', 'a time-out after the success says nothing');
select is(pg_temp.say(:failed, 'paid', 'QTOOLATE01', 10000), 'conflict', 'a success after a failure');
select is(pg_temp.say(:failed, 'unknown', p_code => '26'), 'failed', 'nothing new after a failure');
select is(pg_temp.changed(), 'nothing', 'none of these changes anything');
select is(pg_temp.say(m, 'paid', r, c) || ' ' || pg_temp.state(m) || ' ' || pg_temp.asked_within(m, 0),
    'conflict unknown true', t)
  from (select *, pg_temp.make(s) as m from (values
    ('sent', 'QNEW000001', 9999, 'another amount is asked about at once'),
    ('queued', 'QNEW000002', 1000000, 'also before the operator answered the request'),
    ('sent', 'QYES000002', 10000, 'so is the receipt of another payout'),
    ('sent', 'QOUT000001', 10000, 'and the receipt of a payment to us')) v(s, r, c, t)) x;
select is(pg_temp.say(m, 'paid', 'QNONE' || m, 10000) || ' ' || pg_temp.state(m), 'conflict ' || s,
    'a result for one that was never sent: ' || s)
  from (select 'requested' as s, pg_temp.open_payout(p_needs_approval => 'yes') as m) x;
select payouts.give_back(p_payout_id => payout_id, p_state => 'cancelled', p_reason => 'x', p_result_code => null)
  from payouts.payouts where state = 'requested';
select is(pg_temp.say(payout_id, 'paid', 'QNONE00009', 10000) || pg_temp.say(payout_id, 'failed'),
  'conflictconflict', 'nor for one that was cancelled') from payouts.payouts where state = 'cancelled';
select pg_temp.make('sent') as id \gset
select is(pg_temp.say(:id, 'paid', 'QNOCENTS01'), 'paid', 'the amount may be missing');
select is(payouts.take_result(p_payout_id => null, p_means => 'paid', p_result_code => '0', p_receipt => 'QNULL00001',
  p_cents => 1, p_paid_at => null), null, 'nothing about no payout');
select ok(pg_temp.clearing_is_right(), 'clearing holds what is open');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;

-- What the guard on payouts refuses, by direct SQL, to the owner of the tables.
begin; select plan(109);
\ir ../fixtures/money_out.psql
-- Takes a payout along legal edges to a state, then one step further.
create function pg_temp.step(p_from text, p_to text) returns text language plpgsql as $$
declare
  v_id    bigint := pg_temp.open_payout(p_cents => 1000, p_fee => 0, p_needs_approval => 'yes');
  v_state text;
  v_way   text[] := case when p_from in ('requested', 'cancelled', 'expired') then '{}' when p_from = 'approved'
                         then '{approved}' else '{approved,queued}' end::text[] || p_from || p_to;
begin
  update payouts.payouts set approved_by = (select user_id from accounts.users where phone_last3 = '222'),
         approved_at = now() where payout_id = v_id;
  foreach v_state in array v_way loop
    update payouts.payouts p set state = v_state, receipt = case v_state when 'paid' then 'QPAID' || v_id end,
        finished_at = case when s.ends then now() end, end_journal_id = case when s.ends then 1 end
      from payouts.states s where s.state = v_state and p.payout_id = v_id and p.state <> v_state;
  end loop;
  return 'passed';
exception when others then
  return sqlstate || case when v_state <> p_to then ' on the way' else '' end;
end $$;
select is(pg_temp.step(f.state, t.state), case when e.from_state is not null then 'passed' else 'LFA91' end,
    format('from %s to %s', f.state, t.state))
  from payouts.states f cross join payouts.states t
  left join payouts.edges e on e.from_state = f.state and e.to_state = t.state
                           and (f.state, t.state) <> ('approved', 'requested')   -- below
 where f.state <> t.state order by f.state, t.state;
select is((select string_agg(from_state || '>' || to_state, ' ' order by from_state, to_state) from payouts.edges e
            join payouts.states s on s.state = e.from_state where s.ends), null, 'nothing follows an end');
select pg_temp.open_payout(p_needs_approval => 'yes') as id \gset
create function pg_temp.changes(p_set text, p_id bigint) returns text language plpgsql as $$
begin
  execute format('update payouts.payouts set %s where payout_id = %s', p_set, p_id);
  return 'passed';
exception when others then
  return sqlstate;
end $$;
select is(pg_temp.changes(c, :id), 'LFA92', 'what was asked for stays: ' || c) from unnest(array[
  'payout_ref = repeat(''0'', 32)', 'kind = ''refund''', 'party_kind = ''sacco''', 'party_id = 99',
  'channel = ''till'', short_code = ''247247'', phone_hash = null, phone_sealed = null', 'tail = ''999''',
  'amount_cents = 200000', 'fee_cents = 0', 'currency = ''UGX''', 'requested_by = null', 'requested_at = now()',
  'needs_approval = false', 'expires_at = now()', 'hold_journal_id = 1', 'destination_id = 1']) c;
select is(pg_temp.changes('phone_sealed = '''', phone_hash = ''\x02''', :id), 'passed', 'an erased number is emptied');
select is(pg_temp.changes(format('approved_by = %s, approved_at = now()', :maker), :id), '23514',
  'who asked does not approve');
select is(pg_temp.changes('state = ''approved''', :id), '23514', 'what needs approval is not sent without');
select is(pg_temp.changes(format('approved_by = %s, approved_at = now(), state = ''approved''', :checker), :id),
  'passed', 'a second person approves');
select is(pg_temp.changes('approved_by = null, approved_at = null', :id), 'LFA92', 'an approval stays');
select is(pg_temp.changes('state = ''requested''', :id), 'LFA91', 'what a person approved does not wait again');
update payouts.float_balances set cents = 100, told_at = clock_timestamp();
select pg_temp.open_payout(p_cents => 2000) as alone \gset
select is(pg_temp.changes('state = ''requested''', :alone), 'LFA91', 'nor does it wait for an approval it needs not');
select is(pg_temp.changes('needs_approval = true', :alone), 'LFA92', 'nor need one beside that step');
select is(pg_temp.changes('state = ''requested'', needs_approval = true', :alone), 'passed',
  'what needed no approval may need one after all');
select is(pg_temp.changes('needs_approval = false', :alone), 'LFA92', 'and then it does');
select payouts.give_back(p_payout_id => :id, p_state => 'cancelled', p_reason => 'test', p_result_code => null);
select is(pg_temp.changes(c, :id), 'LFA92', 'an end stays: ' || c) from unnest(array[
  'reason = ''x''', 'result_code = ''x''', 'end_journal_id = 1', 'finished_at = now() + interval ''1 hour''',
  'query_after = now()']) c;
select is(pg_temp.changes('phone_sealed = '''', account_sealed = null', :id), 'passed',
  'but who was erased is erased from what ended too');
select throws_ok('delete from payouts.payouts', 'LFA90', null, 'no payout is deleted');
select throws_ok('truncate payouts.payouts cascade', 'LFA90', null, 'nor are all of them');
select throws_ok($$ insert into payouts.payouts (payout_ref, kind, party_kind, party_id, channel, phone_hash,
  phone_sealed, tail, amount_cents, fee_cents, currency, needs_approval, expires_at, hold_journal_id, state)
  values (repeat('1', 32), 'withdrawal', 'owner', 1, 'phone', '\x01', '\x01', '111', 100, 0, 'KES', false, now(), 1,
    'queued') $$, 'LFA91', null, 'a payout begins as requested');
select throws_ok('update payouts.legs set amount_cents = 1', null, null, 'legs stay');
select throws_ok('delete from payouts.legs', null, null, 'legs are not deleted');
select finish(); rollback;

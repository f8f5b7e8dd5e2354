begin; select plan(5);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
-- Sent to a till, and the answer with its id is lost.
create function pg_temp.open_lost() returns text language plpgsql as $$
declare
  v_payout payouts.payouts;
  v_legs   record;
begin
  select p.* into v_payout from payouts.payouts p limit 1;
  v_payout.channel := 'till'; v_payout.short_code := '247247'; v_payout.phone_hash := null;
  v_payout.phone_sealed := null;
  select c.* into v_legs from payouts.choose_legs(p_party_kind => 'owner', p_party_id => v_payout.party_id,
    p_purposes => '{}', p_total_cents => v_payout.amount_cents + v_payout.fee_cents) c;
  perform payouts.open(v_payout, v_legs.sub_wallet_ids, v_legs.cents);
  update payouts.payouts p set state = 'unknown', sent_at = now() where p.channel = 'till';
  return (select p.payout_ref from payouts.payouts p where p.channel = 'till');
end $$;
update payouts.payouts set state = 'unknown', sent_at = now();
update payouts.payouts set query_after = now() + interval '1 hour';
select is(ops.ask_payout_again(sha256('ops'), :'ref') ->> 'outcome', 'retried', 'asked now');
select ok((select query_after <= clock_timestamp() from payouts.payouts), 'the worker finds it');
select payouts.take_result(pg_temp.payout_id(:'ref'), 'failed', '8', null, null, null) \g /dev/null
select is(ops.ask_payout_again(sha256('ops'), :'ref') ->> 'outcome', 'not_sent', 'not what has ended');
select is(ops.ask_payout_again(sha256('auditor'), :'ref') ->> 'outcome', 'absent', 'not by an auditor');
select pg_temp.open_lost() as lost \gset
select is(ops.ask_payout_again(sha256('ops'), :'lost') ->> 'outcome', 'no_id', 'nor what nobody can ask about');
select finish(); rollback;

begin; select plan(4);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 300) as held_by_worker \gset
select pg_temp.withdraw('owner', 'owner', :owner_id, 400) as ready \gset
update messaging.outbox set state = 'leased', lease_until = now() + interval '1 minute' where key = :'held_by_worker';
select is(array(select payouts.stop_unsent(p.payout_id, 'the vendor was removed') from payouts.payouts p
                 order by p.payout_id), '{f,t}', 'what no worker has comes back');
select is(array(select concat_ws(' ', p.state, p.reason) from payouts.payouts p order by p.payout_id),
  '{queued,cancelled the vendor was removed}', 'and says why');
select is(array(select payouts.stop_unsent(p.payout_id, 'once more') from payouts.payouts p order by p.payout_id),
  '{f,f}', 'once');
select is(pg_temp.faults(), null, 'the ledger holds');
select finish(); rollback;

begin; select plan(25);
\ir ../fixtures/trust.psql
select is(recon.prove_trust(now()), 0::bigint, 'nothing was told yet');
select is(pg_temp.prove(100000), 'proven 0', 'what the first statement began with is our own money');
select is(recon.prove_trust(now() + interval '1 minute'), 0::bigint, 'an answer is compared once');
-- Moved after the operator looked.
select pg_temp.pay_at('TRU0000003', now() + interval '1 minute', '60.00') \g /dev/null
select is(pg_temp.prove(100000, p_at => now() + interval '10 seconds'), 'proven 0', 'what moved later is left out');
select is((select after_cents from recon.trust_proofs order by proof_id desc limit 1), 6000::bigint, 'and named');
-- A payment above KES 1,000: the operator has taken its charge, and no statement names it yet.
select pg_temp.pay_at('TRU0000001', now() - interval '1 hour', '1500.00') \g /dev/null
select is(pg_temp.prove(106000 + 150000 - 750, p_at => now() + interval '5 minutes'), 'proven 0',
  'its charge is expected by the tariff');
select is((select charges_cents from recon.trust_proofs order by proof_id desc limit 1), 750::bigint, 'and named');
-- A message that was lost: the operator has the money; a line tells of it, the ledger does not have it yet.
select is(pg_temp.prove(106000 + 150000 - 750 + 6000, p_at => now() + interval '10 minutes'), 'differs 6000',
  'money that we know nothing of');
select pg_temp.statement('pull', p_from => now() - interval '1 hour', p_to => now()) as pull \gset
select pg_temp.line(:pull, 'TRU0000002', p_at => now() - interval '1 minute') as lost \gset
select is(pg_temp.prove(106000 + 150000 - 750 + 6000, p_at => now() + interval '15 minutes'), 'proven 0',
  'is in transit when the Pull API names it');
select is((select lines_cents from recon.trust_proofs order by proof_id desc limit 1), 6000::bigint, 'as such');
select recon.post_missing(array[:lost], now() + interval '1 hour') \g /dev/null
select is(pg_temp.prove(106000 + 150000 - 750 + 6000, p_at => now() + interval '20 minutes'), 'proven 0',
  'and the ledger''s when it is posted');
select is((select lines_cents from recon.trust_proofs order by proof_id desc limit 1), 0::bigint,
  'no longer in transit');
-- A stolen shilling.
select is(pg_temp.prove(261150, p_at => now() + interval '30 minutes'), 'differs -100', 'a shilling is missing');
select is((select count(*) from messaging.alarms where kind = 'trust_differs'), 0::bigint, 'not yet an alarm');
select is(pg_temp.prove(261150, p_at => now() + interval '35 minutes'), 'differs -100', 'nor five minutes later');
select is(recon.trust_doubted_since(now() + interval '36 minutes'), null, 'and nothing waits');
select is(pg_temp.prove(261150, p_at => now() + interval '46 minutes'), 'differs -100', 'a quarter of an hour later');
select is((select detail from messaging.alarms where kind = 'trust_differs'),
  format('KES 1 too little at the operator since %s; withdrawals above KES 20,000 wait',
    to_char((now() + interval '31 minutes') at time zone 'Africa/Nairobi', 'HH24:MI')), 'it is one');
select isnt(recon.trust_doubted_since(now() + interval '47 minutes'), null, 'and large payouts wait');
select is(pg_temp.prove(261250, p_at => now() + interval '52 minutes'), 'proven 0', 'the shilling is back');
select is((select acknowledged_reason from messaging.alarms where kind = 'trust_differs'), 'it agrees again',
  'the alarm ends by itself');
select is(recon.trust_doubted_since(now() + interval '53 minutes'), null, 'and payouts go on');
select is(pg_temp.prove(261250, p_working => 5000, p_at => now() + interval '57 minutes'), 'no_statement 5000',
  'an account of which no statement was read can''t be compared');
select is(recon.prove_trust(null), 0::bigint, 'nothing for NULL');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;

begin; select plan(14);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00') \g /dev/null
select is(ops.propose_reversal(sha256('owner'), 'RFN0000001', 'by the portal') ->> 'outcome', 'absent',
  'not for owners');
select is(ops.propose_reversal(sha256('ops'), 'RFN0000001', '') ->> 'outcome', 'no_reason', 'it takes a reason');
select is(ops.propose_reversal(sha256('ops'), 'RFN0000001', 'by the portal') ->> 'outcome', 'proposed',
  'it is proposed');
select is(ops.propose_reversal(sha256('ops2'), 'RFN0000001', 'by the portal') ->> 'outcome', 'open', 'once');
select is(ops.config(sha256('finance'), 'reversal', null) #>> '{proposals,0,name}', 'RFN0000001', 'where it waits');
select change_id as c from config.config_changes \gset
select is(config.decide_config(pg_temp.id('ops'), :c, 'approved'), 'same_person', 'two people');
select is(ops.decide_config(sha256('finance'), :'c', 'approved') ->> 'outcome', 'approved', 'finance approves');
select is((select sum(balance_cents)::bigint from audit.wallet_balances where kind = 'trust'), 0::bigint,
  'the trust account has it no more');
select is(ops.propose_reversal(sha256('ops'), 'RFN0000001', 'by the portal') ->> 'outcome', 'same', 'once');
-- A payment that waits without a vehicle: the same two people.
select pg_temp.confirm(pg_temp.incoming('RFN0000009', '60.00', 'nowhere')) \g /dev/null
select is(ops.propose_reversal(sha256('ops'), 'RFN0000009', 'by the portal') ->> 'outcome', 'proposed',
  'also of money without a vehicle');
select max(change_id) as w from config.config_changes \gset
select is(ops.config(sha256('finance'), 'reversal', null) #>> '{proposals,0,cents}', '6000', 'it says how much');
select is(config.decide_config(pg_temp.id('ops'), :w, 'approved'), 'same_person', 'two people');
select is(ops.decide_config(sha256('finance'), :'w', 'approved') ->> 'outcome', 'approved', 'finance approves');
select is((select state from mobile_money.payments where receipt = 'RFN0000009'), 'reversed', 'the payment says so');
select * from finish(); rollback;

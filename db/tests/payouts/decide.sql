begin; select plan(19);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
create function pg_temp.decide_payout(p_who text, p_ref text, p_decision text, p_reason text default null) returns text
  language sql as $$ select payouts.decide(pg_temp.id(p_who), pg_temp.payout_id(p_ref), p_decision, p_reason) $$;
select throws_ok(format($$ select pg_temp.decide_payout('finance', '%s', 'perhaps') $$, :'ref'), 'LFV91', null,
  'approved or declined');
select is(pg_temp.decide_payout('owner', :'ref', 'approved'), 'same_person', 'not by who asked');
select is(pg_temp.decide_payout('owner', :'ref', 'declined', 'sitaki tena pesa hizi'), 'same_person', 'nor declined');
select is((select count(*) from audit.changes where action = 'refuse_payout' and after ->> 'outcome' = 'same_person'),
  2::bigint, 'the audit log says so');
select is(pg_temp.decide_payout('finance', :'ref', 'declined'), 'no_reason', 'declining needs a reason');
insert into payouts.freezes (user_id) values (pg_temp.id('owner'));
select is(pg_temp.decide_payout('finance', :'ref', 'approved'), 'frozen', 'not after ZUIA');
delete from payouts.freezes;
select is(pg_temp.decide_payout('finance', :'ref', 'approved'), 'queued', 'approved and on its way');
select is((select approved_by from payouts.payouts), pg_temp.id('finance'), 'by whom');
select is(pg_temp.decide_payout('treasurer', :'ref', 'declined', 'hakuomba pesa hizi'), 'queued', 'a decision stays');
select pg_temp.withdraw('owner', 'owner', :owner_id, 600) as declined \gset
select is(pg_temp.decide_payout('finance', :'declined', 'declined', 'hakuomba pesa hizi'), 'cancelled', 'declined');
select is((select reason from payouts.payouts where payout_ref = :'declined'), 'hakuomba pesa hizi', 'and why');
select is(payouts.decide(pg_temp.id('finance'), 0, 'approved', null), 'gone', 'nothing');
-- Who asked for it was dismissed since: the money would go to their own phone.
select pg_temp.withdraw('owner', 'owner', :owner_id, 700) as dismissed \gset
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.id('owner') and scope_kind = 'owner';
select is(pg_temp.decide_payout('finance', :'dismissed', 'approved'), 'maker_gone', 'it is not approved any more');
select is(pg_temp.decide_payout('finance', :'dismissed', 'declined', 'ameondoka kazini'), 'cancelled',
  'only declined');
-- Nobody decided in time, and then two people click.
update config.settings set value = '0' where setting = 'payout_approval_hours';
update access.role_grants set valid_to = null where user_id = pg_temp.id('owner') and scope_kind = 'owner';
select pg_temp.balance(:profit) as before \gset
select pg_temp.withdraw('owner', 'owner', :owner_id, 800) as late \gset
select is(pg_temp.decide_payout('finance', :'late', 'approved'), 'expired', 'too late');
select is(pg_temp.decide_payout('treasurer', :'late', 'approved'), 'expired', 'for everybody');
select is(pg_temp.balance(:profit), :before::bigint, 'the money is back');
select is((select reason from payouts.payouts where payout_ref = :'late'), 'not approved in time', 'and why');
select is(pg_temp.faults(), null, 'the ledger holds');
select finish(); rollback;

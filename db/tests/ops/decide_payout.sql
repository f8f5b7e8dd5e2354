begin; select plan(6);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
create function pg_temp.decide_it(p_who text, p_ref text, p_decision text, p_reason text default null) returns text
  language sql as $$ select ops.decide_payout(sha256(p_who::bytea), p_ref, p_decision, p_reason) ->> 'outcome' $$;
select is(pg_temp.decide_it('ops', :'ref', 'approved'), 'absent', 'not for others');
select is(pg_temp.decide_it('finance', :'ref', 'declined'), 'no_reason', 'declining needs a reason');
select access.grant_role(p_user_id => pg_temp.id('owner'), p_role => 'finance',
  p_scope_kind => 'platform', p_scope_id => null) \g /dev/null
select is(pg_temp.decide_it('owner', :'ref', 'approved'), 'same_person', 'who asked does not decide by another role');
update accounts.sessions set proved_at = now() - interval '1 day';
select throws_ok(format($$ select pg_temp.decide_it('finance', '%s', 'approved') $$, :'ref'), 'LFA86', null,
  'the second factor must be fresh');
update accounts.sessions set proved_at = now();
select is(pg_temp.decide_it('finance', :'ref', 'approved'), 'queued', 'approved');
select is(pg_temp.faults(), null, 'the ledger holds');
select finish(); rollback;

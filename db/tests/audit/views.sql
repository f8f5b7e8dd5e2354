-- The audit views have their columns and agree with each other to the cent.
begin; select plan(34);
\ir ../fixtures/one_vehicle.psql
select is_empty($$ select v.view, c.col
       from (values ('trial_balance', 'currency debit_cents credit_cents difference_cents'),
                    ('wallet_balances', 'wallet_id sub_wallet_id kind owner plate purpose currency balance_cents'),
                    ('ledger', 'journal_id entry_id kind reference business_on posted_at sub_wallet_id plate purpose '
                      'currency debit_cents credit_cents corrects_journal_id'),
                    ('fares', 'receipt plate amount_cents commission_cents channel paid_at posted_at split_rule_id '
                      'journal_id'),
                    ('callbacks', 'receipt kind received_at times_received outcome body_sha256 journal_id'),
                    ('suspense', 'receipt bill_ref amount_cents paid_at age state'),
                    ('changes', 'changed_at actor role action subject before after'),
                    ('seals', 'seal_id business_on entries seal_hash previous_hash verified'),
                    ('outbox', 'topic state attempts oldest_age'),
                    ('alarms', 'kind raised_at acknowledged_at subject'),
                    ('jobs', 'job every last_run_at last_duration last_error next_run_at'),
                    ('loyalty', 'loyalty_account_id phone_last3 points last_at'),
                    ('loyalty_transactions', 'loyalty_transaction_id loyalty_account_id kind points receipt journal_id '
                      'at'),
                    ('slow_queries', 'pid role state running_for in_transaction_for query'),
                    ('changed_takings', 'vehicle_id owner_id business_on purpose stored_cents entries_cents'),
                    ('locks', 'waiting_pid waiting_for blocking_pid blocking_since relation'),
                    ('function_times', 'function calls total_ms self_ms each_ms'),
                    ('verifications', 'receipt amount_cents why state attempts told_code told_status told_cents '
                      'wanted_at asked_at decided_at held_cents journal_id')) as v(view, cols)
      cross join unnest(string_to_array(v.cols, ' ')) as c(col)
      where not exists (select from information_schema.columns i
                         where i.table_schema = 'audit' and i.table_name = v.view and i.column_name = c.col) $$,
  'every view has its columns');
create function pg_temp.pay(p_receipt text, p_amount text, p_account text) returns text language sql as $$
  select pg_temp.confirm(pg_temp.incoming(p_receipt, p_amount, p_account)) $$;
create function pg_temp.proof_faults() returns text language sql as $$
  select string_agg(invariant, ', ') from audit.ledger_proof where faults <> 0 $$;
select is(pg_temp.pay('QAA0000001', '60', '4628'), 'posted', 'a fare is paid');
select is(pg_temp.pay('QAA0000001', '60', '4628'), 'posted', 'its message comes again');
select is(pg_temp.pay('QAA0000001', '61', '4628'), 'conflict', 'it comes with another amount');
select is(pg_temp.pay('QAA0000002', '70.50', 'nobody'), 'suspense', 'money without a vehicle waits');
select results_eq($$ select currency, debit_cents, credit_cents, difference_cents from audit.trial_balance $$,
  $$ values ('KES', 13050::bigint, 13050::bigint, 0::bigint) $$, 'the trial balance balances');
select is((select sum(balance_cents) from audit.wallet_balances), 0::numeric, 'all balances sum to zero');
select is((select balance_cents from audit.wallet_balances where plate = 'KZZ 001A' and purpose = 'fuel'), 1764::bigint,
  'fuel has its 30 % of 58.80');
select is_empty($$ select w.sub_wallet_id
  from audit.wallet_balances w where w.balance_cents <> (select coalesce(sum(l.credit_cents - l.debit_cents), 0)
  from audit.ledger l where l.sub_wallet_id = w.sub_wallet_id) $$, 'every balance is the sum of its lines');
select results_eq(
  $$ select plate, amount_cents, commission_cents, channel from audit.fares where receipt = 'QAA0000001' $$,
  $$ values ('KZZ 001A', 6000::bigint, 120::bigint, 'paybill') $$, 'the fare appears once');
select results_eq($$ select outcome, times_received from audit.callbacks where receipt = 'QAA0000001'
  order by outcome $$, $$ values ('conflict', 1), ('posted', 2) $$, 'its messages are counted');
select results_eq($$ select receipt, bill_ref, amount_cents, state from audit.suspense $$,
  $$ values ('QAA0000002', 'nobody', 7050::bigint, 'waiting') $$, 'suspense is shown to the cent');
select is(mobile_money.claim_suspense(p_receipt => 'QAA0000002', p_vehicle_id => :vehicle_id, p_claimed_by => 'test'),
  'placed', 'it is assigned');
select is_empty($$ select from audit.suspense $$, 'then it waits no longer');
select is((select count(*) from audit.fares where receipt = 'QAA0000002'), 1::bigint, 'and is a fare, once');
select isnt((select max(corrects_journal_id) from audit.ledger where kind = 'reversal'), null,
  'a reversal names the journal that it reverses');
select is(pg_temp.proof_faults(), null, 'the ledger has no fault');
-- The proof finds each kind of fault that the guards let a test make.
select is(pg_temp.pay('QAA0000003', '80', 'nobody'), 'suspense', 'more money waits');
update mobile_money.payments set amount_cents = 7999 where receipt = 'QAA0000003';
select is(pg_temp.proof_faults(), 'suspense balance that differs from its payments', 'suspense a cent off is found');
update mobile_money.payments set amount_cents = 8000, receipt = 'QAA0000009' where receipt = 'QAA0000003';
select is(pg_temp.proof_faults(), 'payments without fare or suspense journal', 'so is a payment without its journal');
update mobile_money.payments set receipt = 'QAA0000003' where receipt = 'QAA0000009';
insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id, amount_cents,
  commission_cents, paid_at, business_on, channel) select 'QFORGED001', journal_id, vehicle_id, split_rule_id,
  amount_cents + 1, commission_cents, paid_at, business_on, channel from fares.fares where receipt = 'QAA0000001';
select is(pg_temp.proof_faults(), 'fares whose journal moves another amount, fares that are not divided by their rule',
  'so is a fare that exceeds its journal');
-- A journal divided by the rule of another vehicle, as it would be if a batch were divided by its first fare's rule.
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, '2020-01-01') as other \gset
select fares.set_split_rule(:other, '2020-01-01', 200, 0, array['fuel', 'profit'], array[5000, 5000], 'profit', 'test')
  as other_rule \gset
select pg_temp.post_fare('QFORGED002', :other_rule, 6000) \g /dev/null
insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id, amount_cents, commission_cents, paid_at,
  business_on, channel) select f.receipt || 'X', f.journal_id, :vehicle_id, :split_rule_id, f.amount_cents,
  f.commission_cents, f.paid_at, f.business_on, f.channel from fares.fares f where f.receipt = 'QFORGED002';
select is(pg_temp.proof_faults(), 'fares whose journal moves another amount, fares that are not divided by their rule',
  'so is a fare that another vehicle''s rule divided');
update mobile_money.payments set vehicle_id = :other where receipt = 'QAA0000001';
select is(pg_temp.proof_faults(), 'fares whose journal moves another amount, fares that are not divided by their rule, '
  'fares by the rule of another vehicle than their payment names', 'so is one of another vehicle than was paid');
update mobile_money.payments set vehicle_id = :vehicle_id where receipt = 'QAA0000001';
update mobile_money.payments set amount_cents = amount_cents + 1 where receipt = 'QAA0000001';
select is(pg_temp.proof_faults(), 'fares whose journal moves another amount, fares that are not divided by their rule, '
  'fares that differ from what was paid, credit and change', 'so is a cent more paid than the fare says');
update mobile_money.payments set amount_cents = amount_cents - 1 where receipt = 'QAA0000001';
select is(pg_temp.pay('QAA0000004', '1500', '4628'), 'posted', 'a payment above the limit');
update mobile_money.verifications set state = 'verified', decided_at = now() where receipt = 'QAA0000004';
select is(pg_temp.proof_faults(), 'holds that outlived their reason, fares whose journal moves another amount, '
  'fares that are not divided by their rule', 'so is a hold that was not released');
insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id, amount_cents, commission_cents, paid_at,
  business_on, channel, xact) select 'QFORGED003', journal_id, vehicle_id, split_rule_id, amount_cents,
  commission_cents, paid_at, business_on, channel, '3' from fares.fares where receipt = 'QAA0000001';
select is(pg_temp.proof_faults(), 'holds that outlived their reason, fares whose journal moves another amount, '
  'fares and moves that name another transaction than their journal''s, fares that are not divided by their rule',
  'so is a fare that pages would date by another transaction');
-- Rights on the views.
select is((select string_agg(c.relname, ', ' order by 1) from pg_class c where c.relnamespace = 'audit'::regnamespace
  and c.relkind = 'v' and not has_table_privilege('lipa_auditor', c.oid, 'select')), null,
  'the auditor reads every view');
select is((select string_agg(c.oid::regclass::text, ', ') from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where pg_get_userbyid(n.nspowner) = 'lipa_owner' and n.nspname <> 'public' and c.relkind in ('r', 'p', 'v', 'S')
    and (case c.relkind when 'S' then has_sequence_privilege('lipa_auditor', c.oid, 'usage, select, update')
         when 'v' then has_table_privilege('lipa_auditor', c.oid, 'insert, update, delete')
         else has_table_privilege('lipa_auditor', c.oid,
           'select, insert, update, delete, truncate, references, trigger') end)), null,
  'the auditor reads no table and changes nothing');
select is((select string_agg(c.relname || ' ' || r.rolname, ', ') from pg_class c, pg_roles r
  where c.relnamespace = 'audit'::regnamespace and c.relkind = 'v' and r.rolname like 'lipa\_%'
    and r.rolname not in ('lipa_owner', 'lipa_auditor') and has_table_privilege(r.rolname, c.oid, 'select')), null,
  'nobody else reads the views');
select is((select string_agg(table_name || '.' || column_name, ', ') from information_schema.columns
  where table_schema = 'audit' and table_name <> 'change_log'
    and (column_name like '%sealed%' and column_name not in ('resealed', 'sealed_column', 'sealed_at')
      or (column_name like '%phone%' and column_name <> 'phone_last3')
      or column_name like '%payer_hash%' or column_name like '%password%')), null,
  'no view shows a sealed, hashed or secret column');
select is_empty('select from audit.locks', 'nobody waits for anybody');
select is((select every from audit.jobs where job = 'close_cutoff'), '00:01:00', 'jobs say how often they run');
select results_eq($$ select kind, subject, acknowledged_at from audit.alarms where subject = 'QAA0000001' $$,
  $$ values ('conflict_callback', 'QAA0000001', null::timestamptz) $$, 'the alarm of the conflict is open');
select finish(); rollback;

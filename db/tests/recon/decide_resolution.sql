begin; select plan(22);
\ir ../fixtures/trust.psql
select pg_temp.pay_at('TRU0000001') \g /dev/null
select pg_temp.line(:s, 'TRU0000001', 60000) as a, pg_temp.line(:s, 'TRU0000002') as b,
       pg_temp.line(:s, 'TRU0000003', 500, 'other') as c \gset
select recon.note_line_breaks(array[:a, :b, :c]::bigint[], now()) \g /dev/null
create function pg_temp.propose(p_receipt text, p_how text) returns text language sql as $$
  select recon.propose_resolution(pg_temp.id('ops'), pg_temp.break_of(p_receipt), p_how,
                                  'typed wrongly at the till') $$;
create function pg_temp.decide(p_receipt text, p_who text default 'finance', p_decision text default 'approved')
  returns text language sql as $$
  select recon.decide_resolution(pg_temp.id(p_who), pg_temp.break_of(p_receipt), p_decision) $$;
create function pg_temp.is_now(p_receipt text) returns text language sql as $$
  select concat_ws(' ', state, resolution, (select kind from ledger.journals where journal_id = resolution_journal_id))
    from recon.breaks where receipt = p_receipt $$;
select is(pg_temp.decide('TRU0000001'), 'open', 'nothing was proposed');
select pg_temp.propose('TRU0000001', 'forced'), pg_temp.propose('TRU0000002', 'posted'),
       pg_temp.propose('TRU0000003', 'explained') \g /dev/null
select is(pg_temp.decide('TRU0000001', 'ops'), 'same_person', 'never who proposed it');
select is(pg_temp.is_now('TRU0000001'), 'proposed forced', 'and nothing changed');
select is(pg_temp.decide('TRU0000001'), 'approved', 'a second person');
select is(pg_temp.is_now('TRU0000001'), 'resolved forced forced_match', 'the difference is posted');
select is(pg_temp.decide('TRU0000001'), 'resolved', 'a decision stays');
select is(pg_temp.decide('TRU0000002'), 'approved', 'what is missing');
select is(pg_temp.is_now('TRU0000002'), 'resolved posted fare', 'is posted');
select is(pg_temp.decide('TRU0000003', p_decision => 'declined'), 'declined', 'a proposal may be declined');
select is(pg_temp.is_now('TRU0000003'), 'open', 'the break is open again');
select is(pg_temp.propose('TRU0000003', 'forced'), 'proposed', 'and may be proposed again');
-- It explains itself meanwhile.
select pg_temp.line(:s, 'TRU0000005') as late \gset
select recon.note_line_breaks(array[:late]::bigint[], now()) \g /dev/null
select pg_temp.propose('TRU0000005', 'posted'), pg_temp.pay_at('TRU0000005'), recon.match_payments(array[:late])
  \g /dev/null
select is(pg_temp.decide('TRU0000005'), 'cleared', 'the decision says so');
-- Two tabs: what the old one shows was declined, and something else is proposed.
select max(resolution_id) as old from recon.resolutions where break_id = pg_temp.break_of('TRU0000003') \gset
select pg_temp.decide('TRU0000003', p_decision => 'declined'), pg_temp.propose('TRU0000003', 'explained') \g /dev/null
select max(resolution_id) as new from recon.resolutions where break_id = pg_temp.break_of('TRU0000003') \gset
select is(recon.decide_resolution(pg_temp.id('finance'), pg_temp.break_of('TRU0000003'), 'approved',
  array[:old]::bigint[]), 'changed', 'nobody approves what they have not seen');
select is(pg_temp.is_now('TRU0000003'), 'proposed explained', 'it waits');
select is(recon.decide_resolution(pg_temp.id('finance'), pg_temp.break_of('TRU0000003'), 'declined',
  array[:old, :new]::bigint[]), 'declined', 'what they have seen they decide');
-- The message came after the proposal, and the job has not looked at the line again yet.
select pg_temp.line(:s, 'TRU0000006') as twice, pg_temp.line(:s, 'TRU0000007') as said \gset
select recon.note_line_breaks(array[:twice, :said]::bigint[], now()) \g /dev/null
select pg_temp.propose('TRU0000006', 'forced'), pg_temp.propose('TRU0000007', 'explained') \g /dev/null
select pg_temp.pay_at('TRU0000006'), pg_temp.pay_at('TRU0000007') \g /dev/null
select is(pg_temp.decide('TRU0000006'), 'cleared', 'what was posted since is not posted as a difference, too');
select is((select count(*) from ledger.journals where kind = 'forced_match'), 1::bigint, 'only the one from above');
select is(pg_temp.decide('TRU0000007'), 'cleared', 'nor is it explained by words');
select is((select string_agg(rule, ' ') from recon.lines where receipt in ('TRU0000006', 'TRU0000007')),
  'receipt receipt', 'the lines are matched with their fares');
select recon.clear_breaks() \g /dev/null
select is(pg_temp.is_now('TRU0000006') || ' ' || pg_temp.is_now('TRU0000007'), 'cleared matched cleared matched',
  'and the breaks end by themselves');
select throws_ok('select pg_temp.decide(''TRU0000003'', ''finance'', null)', 'LFV98', null, 'yes or no');
set constraints all immediate;
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;

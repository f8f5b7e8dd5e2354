-- A file that a person may have written posts nothing by itself: each line is a break that two people end.
begin; select plan(24);
\ir ../fixtures/trust.psql
update config.settings set value = 'page,command,folder' where setting = 'file_channels_by_two';
select pg_temp.pay_at('TRU0000001'), pg_temp.pay_at('TRU0000009', p_amount => '1200.00') \g /dev/null
select pg_temp.statement(p_account => 'working') as w,
  pg_temp.statement('pull', p_from => '2026-11-20 23:00+03') as p \gset
select pg_temp.line(:s, 'TRU0000002') as payment, pg_temp.line(:s, 'TRU0000001', -500, 'charge') as charge,
  pg_temp.line(:s, 'TRU0000009', -750, 'charge') as usual, pg_temp.line(:s, 'TRU0000002', -100, 'charge') as waits,
  pg_temp.line(:w, 'TRU0000003', -300, 'payout_fee') as fee,
  pg_temp.line(:s, 'TRU0000004', -30000, 'sweep', p_reason => 'Utility Account to Organization Settlement Account') as
    sweep, pg_temp.line(:p, 'TRU0000005') as pulled, pg_temp.line(:s, 'TRU0000006', p_bill_ref => '4628') as forged,
  pg_temp.line(:p, 'TRU0000006', p_bill_ref => 'KBX') as true_one \gset
select count(*) as journals from ledger.journals \gset
select pg_temp.run() \g /dev/null
create function pg_temp.line_row(p_id bigint) returns recon.lines language sql as $$
  select l from recon.lines l where l.line_id = p_id $$;
select is((select array_agg(recon.is_confirmed(pg_temp.line_row(i))) from unnest(array[:payment, :sweep, :pulled]) i),
  '{f,f,t}', 'a file waits for people, the Pull API does not');
select is(pg_temp.breaks('TRU0000002'), 'missing_in_ledger statement open 6000 - 6000', 'a payment is an open break');
select is((select count(*) from mobile_money.payments where receipt = 'TRU0000002'), 0::bigint, 'and not posted');
select is(pg_temp.line_is(:waits), 'open', 'its charge waits with it, without a break of its own');
select is(pg_temp.breaks('TRU0000001'), 'missing_in_ledger statement open -500 - 500', 'a charge above the tariff');
select is(pg_temp.line_is(:usual), 'matched charge charge', 'one of the tariff is posted: we owe it');
select is(pg_temp.breaks('TRU0000003'), 'missing_in_ledger statement open -300 - 300', 'the fee of no payout of ours');
select is(pg_temp.breaks('TRU0000004'), 'missing_in_ledger statement open -30000 - 30000', 'a sweep to the bank');
select is(pg_temp.line_is(:pulled), 'matched receipt fare', 'what the Pull API tells is posted');
select is((select state || ' ' || bill_ref from mobile_money.payments where receipt = 'TRU0000006'), 'suspense KBX',
  'a line that it tells otherwise is posted by its words');
select is((select count(*) from ledger.journals) - :journals, 3::bigint, 'nothing else is posted');
-- Two people, of whom the one who decides did not bring the file.
update recon.statements set channel = 'page', taken_by = pg_temp.id('finance') where statement_id = :s;
create function pg_temp.propose(p_receipt text) returns text language sql as $$
  select recon.propose_resolution(pg_temp.id('ops'), pg_temp.break_of(p_receipt), 'posted', 'listed in the portal') $$;
create function pg_temp.decide(p_receipt text, p_who text default 'finance') returns text language sql as $$
  select recon.decide_resolution(pg_temp.id(p_who), pg_temp.break_of(p_receipt), 'approved') $$;
select is(array_agg(pg_temp.propose(r)), '{proposed,proposed,proposed,proposed}', 'one proposes to post it')
  from unnest(array['TRU0000001', 'TRU0000002', 'TRU0000003', 'TRU0000004']) r;
select is(recon.is_confirmed(pg_temp.line_row(:payment)), false, 'that is not enough');
select pg_temp.run() \g /dev/null
select is(pg_temp.line_is(:payment), 'open', 'the job posts nothing that waits');
select is(pg_temp.decide('TRU0000002', 'ops'), 'same_person', 'not who proposed it');
select is(pg_temp.decide('TRU0000002'), 'uploaded_it', 'nor who brought the file');
select is((select after ->> 'outcome' from audit.change_log where action = 'refuse_resolution'
  and after ->> 'outcome' <> 'same_person'), 'uploaded_it', 'the audit log has that');
select is(pg_temp.decide('TRU0000003'), 'approved', 'of another file, which nobody signed in brought');
update recon.statements set taken_by = pg_temp.id('ops') where statement_id = :s;
select is(array_agg(pg_temp.decide(r)), '{approved,approved,approved}', 'somebody else')
  from unnest(array['TRU0000001', 'TRU0000002', 'TRU0000004']) r;
select is(array_agg(pg_temp.line_is(i)), array['matched charge charge', 'matched receipt fare',
  'matched payout_fee payout_fee', 'matched to_bank sweep'], 'each is posted by its ordinary function')
  from unnest(array[:charge, :payment, :fee, :sweep]) i;
select is((select why from mobile_money.verifications where receipt = 'TRU0000002'), '{from_statement}',
  'and a payment is held until M-Pesa has confirmed it');
select pg_temp.run(now() + interval '1 day') \g /dev/null
select is(recon.is_confirmed(null), true, 'no line is no file''s');
select is((select string_agg(resolution, ' ') from recon.breaks where state = 'resolved'),
  'posted posted posted posted', 'the month''s report has them');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;

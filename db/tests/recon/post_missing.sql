begin; select plan(27);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s, pg_temp.statement('pull') as p \gset
create function pg_temp.post(p_at timestamptz, variadic p_ids bigint[]) returns bigint language sql as $$
  select recon.post_missing(p_line_ids => p_ids, p_at => p_at) $$;
create function pg_temp.held_of(p_receipt text) returns bigint language sql as $$
  select coalesce(sum(h.amount_cents), 0)::bigint from ledger.holds h join ledger.journals j using (journal_id)
   where j.reference = p_receipt and h.released_at is null $$;
create function pg_temp.payment(p_receipt text) returns text language sql as $$
  select concat_ws(' ', state, amount_cents, paid_at at time zone 'Africa/Nairobi', flags) from mobile_money.payments
   where receipt = p_receipt $$;
-- A line of today waits some minutes for the message.
select now() as now \gset
select pg_temp.line(:s, 'TMA0000001', p_at => :'now') as today, pg_temp.line(:s, 'TMA0000002', p_last3 => '126') as
  past,
  pg_temp.line(:p, 'TMA0000003', p_bill_ref => 'KBX') as pulled, pg_temp.line(:s, 'TMA0000004', 30000000) as huge,
  pg_temp.line(:s, 'TMA0000005', -100) as negative \gset
select is(pg_temp.post(:'now', :today), 0::bigint, 'a line of this minute waits for its message');
select is(pg_temp.post(:'now'::timestamptz + interval '6 minutes', :today), 1::bigint,
  'not for longer than some minutes');
select pg_temp.line(:s, 'TMA0000009', p_at => '2026-11-20 23:59:30+03') as evening \gset
select is(pg_temp.post('2026-11-20 23:59:59+03', :evening) || ' ' || pg_temp.post('2026-11-21 00:00:10+03', :evening),
  '0 1', 'nor one of a day that is over');
select is(pg_temp.post(:'now', :past), 1::bigint, 'however long ago');
select is(pg_temp.payment('TMA0000002'), 'posted 6000 2026-11-20 12:00:00 {from_statement,late}',
  'it is paid when the line says, however long ago, and marked');
select is((select (f.business_on, f.payer_last3, j.value_at at time zone 'Africa/Nairobi')::text from fares.fares f
    join ledger.journals j using (journal_id) where f.receipt = 'TMA0000002'), '(2026-11-20,126,"2026-11-20 12:00:00")',
  'so is its fare');
select is((select (kind, outcome, reason, exists (select from mobile_money.callback_bodies b
      where b.callback_id = c.callback_id))::text from mobile_money.mpesa_callbacks c
    where receipt = 'TMA0000002'), format('(statement,posted,"statement %s, row 2",f)', :s),
  'the message that is kept names the statement and row');
select is(pg_temp.line_is(:past), 'matched receipt fare', 'its line is matched');
select is(pg_temp.breaks('TMA0000002'), 'missing_in_ledger statement cleared posted 6000 - 6000',
  'the break is over at once');
-- A file can be forged.
select is(pg_temp.held_of('TMA0000002'), 6000::bigint, 'what a file tells is held');
select is((select why::text || ' ' || state from mobile_money.verifications where receipt = 'TMA0000002'),
  '{from_statement} wanted', 'until M-Pesa has answered');
-- The Pull API can't.
select is(pg_temp.post(:'now', :pulled), 1::bigint, 'what the Pull API lists is posted, too');
select is(pg_temp.held_of('TMA0000003'), 0::bigint, 'without a hold: it is M-Pesa itself');
select pg_temp.line(:s, 'TMA0000006') as both, pg_temp.line(:p, 'TMA0000006') as both_pulled \gset
select is(pg_temp.post(:'now', :both), 1::bigint, 'a line of a file');
select is(pg_temp.held_of('TMA0000006'), 0::bigint, 'that the Pull API tells too needs no hold');
select pg_temp.line(:s, 'TMA0000010') as forged, pg_temp.line(:p, 'TMA0000010', p_bill_ref => 'KBX') as true_one \gset
select is(pg_temp.post(:'now', :forged), 1::bigint, 'a line of a file that names another account than the Pull API');
select is((select state || ' ' || bill_ref from mobile_money.payments where receipt = 'TMA0000010'), 'suspense KBX',
  'is posted as the Pull API tells it: nobody''s vehicle gets what was paid for another');
-- What can't be a payment is not posted.
select is(pg_temp.post(:'now', :negative), 0::bigint, 'nothing below zero');
select pg_temp.post(:'now', :huge) \g /dev/null
select is(pg_temp.payment('TMA0000004'), null, 'nothing over the operator''s limit');
select is((select outcome || ' ' || reason from mobile_money.mpesa_callbacks where receipt = 'TMA0000004'),
  'quarantine amount over limit', 'it is put aside, for staff');
select is(pg_temp.line_is(:huge) || coalesce(pg_temp.breaks('TMA0000004'), ''), 'open', 'its line is a break later');
-- The message comes after all.
select is(pg_temp.pay_at('TMA0000002'), 'posted', 'a message that comes later is a repeat');
select is((select count(*)::int from ledger.journals where reference = 'TMA0000002'), 1, 'it posts nothing');
select is(pg_temp.post(:'now', :past, :pulled, :both), 0::bigint, 'a second time does nothing');
-- A jump of the balance that this line explains.
select pg_temp.line(:p, 'TMA0000007', p_at => :'now') as jumped \gset
insert into recon.balance_jumps (short_code, receipt, cents, from_at, to_at)
  values ('400222', 'TMA0000008', 6000, now() - interval '1 minute', now() + interval '1 minute');
select is(pg_temp.post(:'now', :jumped), 1::bigint, 'a line that explains a jump of the balance does not wait');
select is(recon.post_missing(null, null), 0::bigint, 'nothing for NULL');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;

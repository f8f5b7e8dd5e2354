begin; select plan(2);
\ir ../fixtures/trust.psql
select pg_temp.pay_at('TRU0000001') \g /dev/null
select pg_temp.line(:s, 'TRU0000001', 60000) as a, pg_temp.line(:s, 'TRU0000002') as b,
       pg_temp.line(:s, 'TRU0000003', 500, 'other') as c \gset
select recon.note_line_breaks(array[:a, :b, :c]::bigint[], now()) \g /dev/null
select is(recon.break_card(b, 'Africa/Nairobi') - '{break_id,found_at}'::text[], '{"kind": "amount_differs", "source":
  "statement", "receipt": "TRU0000001", "bill_ref": "4628", "on": "2026-11-20", "operator_cents": 60000,
  "ledger_cents": 6000,
  "cents": 54000,
  "state": "open", "resolution": null, "proposal_id": null,
  "reason": null, "line_kind": "payment", "ended_at": null, "proposed_at": null,
  "proposer": null, "decider": null, "journal_id": null}'::jsonb, 'all of it') from recon.breaks b
 where receipt = 'TRU0000001';
select is(recon.break_card(null, null) ->> 'kind', null, 'nothing for NULL');
select finish(); rollback;

begin; select plan(8);
\ir ../fixtures/trust.psql
select pg_temp.pay_at('TRU0000001') \g /dev/null
select pg_temp.line(:s, 'TRU0000001', 60000) as a, pg_temp.line(:s, 'TRU0000002') as b,
       pg_temp.line(:s, 'TRU0000003', 500, 'other') as c \gset
select recon.note_line_breaks(array[:a, :b, :c]::bigint[], now()) \g /dev/null
create function pg_temp.propose(p_receipt text, p_how text, p_why text default 'typed wrongly at the till')
  returns text language sql as $$
  select recon.propose_resolution(pg_temp.id('ops'), pg_temp.break_of(p_receipt), p_how, p_why) $$;
select is(pg_temp.propose('TRU0000001', 'posted'), 'not_for_this', 'not every end fits');
select is(pg_temp.propose('TRU0000001', 'forced', 'okok'), 'no_reason', 'the reason must say something');
select is(pg_temp.propose('TRU0000001', 'forced'), 'proposed', 'it waits for a second person');
select is(pg_temp.propose('TRU0000001', 'explained'), 'proposed', 'nobody proposes twice');
select is((select concat_ws(' ', state, resolution, proposed_by = pg_temp.id('ops')) from recon.breaks
            where receipt = 'TRU0000001'), 'proposed forced t', 'the break says so');
select is(recon.propose_resolution(pg_temp.id('ops'), 0, 'forced', 'x'), 'gone', 'no such break');
-- Taken back by the operator: the two people of the reversal.
select pg_temp.line(:s, 'TRU0000004', -6000, 'reversal', p_linked => 'TRU0000001') as r \gset
select recon.note_line_breaks(array[:r]::bigint[], now()) \g /dev/null
select is(pg_temp.propose('TRU0000004', 'reversal'), 'reversal', 'it waits among the reversals');
select is((select concat_ws(' ', state, resolution) from recon.breaks where receipt = 'TRU0000004'), 'open reversal',
  'and the break stays open until two people recorded it');
select finish(); rollback;

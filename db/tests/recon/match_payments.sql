begin; select plan(8);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s, pg_temp.statement('pull') as p \gset
select pg_temp.line(:s, 'TMA0000001') as early, pg_temp.line(:p, 'TMA0000001') as pulled,
  pg_temp.line(:s, 'TMA0000002', 6100) as differs, pg_temp.line(:s, 'TMA0000003') as missing \gset
select is(recon.match_payments(array[:early, :pulled, :differs, :missing]), 0::bigint,
  'lines that came before the messages match nothing');
select pg_temp.pay_at('TMA0000001'), pg_temp.pay_at('TMA0000002') \g /dev/null
select is(recon.match_payments(array[:early, :differs, :missing]), 1::bigint, 'the message came: its line is matched');
select is(pg_temp.line_is(:early) || ', ' || pg_temp.line_is(:pulled) || ', ' || pg_temp.line_is(:differs) || ', '
  || pg_temp.line_is(:missing), 'matched receipt fare, open, open, open', 'no other line is');
select is(recon.match_payments(array[:pulled]), 1::bigint, 'the other source is matched on its own');
select is((select count(distinct journal_id)::int from recon.lines where journal_id is not null), 1,
  'with the same journal');
select is(recon.match_payments(array[:early, :pulled]), 0::bigint, 'a second time does nothing');
-- A receipt in two accounts of ours: the journal has one line.
select pg_temp.line(pg_temp.statement(p_account => 'working'), 'TMA0000001') as twice \gset
select is(recon.match_payments(array[:twice]), 0::bigint, 'a journal has one line of a source');
select is(recon.match_payments(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;

begin; select plan(4);
create function pg_temp.kept() returns text language sql as $$
  select string_agg(concat_ws(' ', told_at - asked_at, accounts), ', ' order by answer_id)
    from recon.balance_answers $$;
select recon.take_answer('{"working": 1}', now(), now());
select is(pg_temp.kept(), null, 'without the utility account there is nothing to compare');
select recon.take_answer('{"utility": 1}', now() - interval '2 seconds', now());
select is(pg_temp.kept(), '00:00:02 {"utility": 1}', 'it is kept, with the time of the question');
select recon.take_answer('{"utility": 2}', now() + interval '1 second', now());
select is(pg_temp.kept(), '00:00:02 {"utility": 1}, 00:00:30 {"utility": 2}',
  'an answer to the question before the last was asked some time before');
select recon.take_answer(null, null, null);
select is((select count(*) from recon.balance_answers), 2::bigint, 'nothing for NULL');
select finish(); rollback;

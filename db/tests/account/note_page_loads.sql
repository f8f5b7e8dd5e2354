begin; select plan(3);
select is(account.note_page_loads('{100,100,77,250}', '{30720,30720,30720,10240}', '{2,3,5,0}'), 1,
  'known classes are counted, others and empty ones are not');
select account.note_page_loads('{100}', '{30720}', '{4}') \g /dev/null
select is((select sum(pages)::int from gates.page_loads), 9, 'a second count is added');
select is(account.note_page_loads(null, null, null), 0, 'nothing, nothing');
select finish(); rollback;

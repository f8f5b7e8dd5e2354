begin; select plan(3);
select is(recon.outcome_of_many(array['cleared', 'approved', 'approved'], array['approved']),
  '{"outcome": "approved", "done": 2, "left": 1}'::jsonb, 'what went is said, with what did not');
select is(recon.outcome_of_many(array['no_reason', 'cleared'], array['proposed']) ->> 'outcome', 'no_reason',
  'where none went, why not');
select is(recon.outcome_of_many(null, null) ->> 'done', '0', 'nothing for NULL');
select finish(); rollback;

begin; select plan(6);
select is(jobs.next_run('5 seconds', null, '2026-11-20 10:00+03', 'Africa/Nairobi'), '2026-11-20 10:00:05+03',
  'after its pause');
select is(jobs.next_run(null, '21:00', '2026-11-20 10:00+03', 'Africa/Nairobi'), '2026-11-20 21:00+03', 'later today');
select is(jobs.next_run(null, '21:00', '2026-11-20 21:00+03', 'Africa/Nairobi'), '2026-11-21 21:00+03',
  'at that very moment it is tomorrow''s');
select is(jobs.next_run(null, '03:00', '2026-11-20 22:30+00', 'Africa/Nairobi'), '2026-11-21 03:00+03',
  'the day is the market''s, not the server''s');
select is(jobs.next_run(null, '02:30', '2026-03-29 00:00+01', 'Europe/Berlin'), '2026-03-29 03:30+02',
  'a time that the clock skips is moved');
select is(jobs.next_run(null, null, now(), 'Africa/Nairobi'), null, 'neither: nothing');
select finish(); rollback;

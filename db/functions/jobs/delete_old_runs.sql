-- Deletes runs of scheduled jobs that ended over 30 days ago. Locks: the rows it deletes. Repeat: none left.
create or replace function jobs.delete_old_runs(p_at timestamptz) returns bigint language sql as $$
  with gone as (delete from jobs.runs r where r.ended_at < p_at - interval '30 days' returning 1)
  select count(*) from gone
$$;
comment on function jobs.delete_old_runs is 'How many it deleted. Raises nothing.';

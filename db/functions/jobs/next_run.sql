-- Finds when a job runs next: after its pause, or at its time of the market's day.
create or replace function jobs.next_run(p_every interval, p_at time, p_after timestamptz, p_zone text)
returns timestamptz language sql stable as $$
  select case when p_every is not null then p_after + p_every
              else (select min(d.moment) from (
                      select (((p_after at time zone p_zone)::date + n) + p_at) at time zone p_zone as moment
                        from generate_series(0, 1) n) d where d.moment > p_after) end
$$;
comment on function jobs.next_run is 'The next time after p_after. Raises nothing.';

-- What waits to be sent, by topic. A growing age means that the outside or the worker does not answer.
create or replace view audit.outbox as
select o.topic, o.state, sum(o.attempts)::bigint as attempts, now() - min(o.created_at) as oldest_age, count(*) as jobs
  from messaging.outbox o
 group by o.topic, o.state
 union all
select d.topic, d.outcome, sum(d.attempts)::bigint, null, count(*)
  from messaging.outbox_done d
 group by d.topic, d.outcome;
comment on view audit.outbox is
  'One row per topic and state (ready, leased, dead, done, expired): jobs, the sum of attempts, the age of the oldest.';

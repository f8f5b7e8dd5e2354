-- Lists the oldest work for the outside world that was given up, for staff. A question about a payment that M-Pesa
-- never answered is in the list of verifications.
create or replace function messaging.dead_letters(
  p_zone  text,   -- the market's time zone
  p_limit int
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(to_jsonb(d) order by d.at), '[]')
    from (select o.outbox_id, o.topic, o.key, o.attempts, o.last_error as error, o.created_at at time zone p_zone as at
            from messaging.outbox o
           where o.state = 'dead'
             and not exists (select from mobile_money.verifications v where o.topic = 'status_query'
                                and v.state = 'unknown' and o.key = v.receipt || '/' || v.round)
           order by o.created_at limit p_limit) d
$$;
comment on function messaging.dead_letters is 'outbox_id, topic, key, attempts, error, at. Raises nothing.';

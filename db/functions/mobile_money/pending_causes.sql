-- Groups the messages that wait to be settled by the SQLSTATE with which they failed, so that staff can retry one cause
-- at once.
create or replace function mobile_money.pending_causes(p_zone text) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(to_jsonb(w) order by w.at), '[]')
    from (select c.reason as cause, count(*) as messages, min(c.received_at) at time zone p_zone as at
            from mobile_money.mpesa_callbacks c where c.outcome = 'pending' and c.reason is not null
           group by c.reason) w
$$;
comment on function mobile_money.pending_causes is 'cause, messages, at (the oldest). Raises nothing.';

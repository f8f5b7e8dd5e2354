-- Shows what became of the SMS about a payout.
create or replace function payouts.sms_sent(p_payout_ref text, p_zone text) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('about', split_part(m.key, '/', 3), 'state', m.state,
                                               'at', m.at at time zone p_zone) order by m.at), '[]')
    from (select o.key, coalesce(d.status, replace(o.outcome, 'done', 'sent')) as state, o.done_at as at
            from messaging.outbox_done o left join messaging.deliveries d on d.provider_id = o.provider_id
           where o.topic = 'sms' and o.key like 'payout/' || p_payout_ref || '/%'
          union all
          select b.key, case b.state when 'dead' then 'dead' else 'waiting' end, b.created_at
            from messaging.outbox b where b.topic = 'sms' and b.key like 'payout/' || p_payout_ref || '/%') m
$$;
comment on function payouts.sms_sent is 'about (the state of the payout), state (waiting, dead, expired, sent or the '
  'gateway''s delivery status), at. Raises nothing.';

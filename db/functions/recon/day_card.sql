-- Says whether statements of a day add up, and whether the day is closed. Locks: none.
create or replace function recon.day_card(p_on date) returns jsonb language sql stable as $$
  select jsonb_build_object('closed', exists (select from ledger.closed_days c where c.business_on = p_on),
    'proof', (select case when count(*) = 0 then 'none' when bool_or(s.proof = 'unproven') then 'unproven'
                          when bool_and(s.proof = 'proven') then 'proven' else 'not_stated' end
                from recon.statements s
               where s.source = 'statement' and s.state = 'read'
                 and s.period_from < ((p_on + 1)::timestamp at time zone config.setting(p_setting => 'time_zone'))
                 and s.period_to > (p_on::timestamp at time zone config.setting(p_setting => 'time_zone'))))
$$;
comment on function recon.day_card is 'closed, proof (proven: all add up; unproven, not_stated, none: no statement). '
  'Raises nothing.';

-- Shows one proposed change of the fare board: what, from when, by whom, and what became of it.
create or replace function fleet.fare_proposal_card(
  p_proposal  fleet.fare_proposals,
  p_sacco_ids bigint[],   -- whose page it is; null: the platform's
  p_at        timestamptz
) returns jsonb language sql stable as $$
  select jsonb_build_object('proposal_id', p_proposal.proposal_id, 'kind', p_proposal.kind,
      'fares', p_proposal.fares, 'name', p_proposal.event_name, 'cap_cents', p_proposal.cap_cents,
      'from', coalesce(p_proposal.effective_from, p_proposal.starts_at) at time zone z.name,
      'to', p_proposal.ends_at at time zone z.name,
      'state', case when p_proposal.state = 'proposed' and p_proposal.expires_at <= p_at then 'expired'
                    when p_proposal.state = 'approved' and p_proposal.effective_from > p_at then 'planned'
                    else p_proposal.state end,
      'made_at', p_proposal.made_at at time zone z.name, 'expires_at', p_proposal.expires_at at time zone z.name,
      'decided_at', p_proposal.decided_at at time zone z.name, 'decision_reason', p_proposal.decision_reason,
      'ended_early', (select e.ended_at at time zone z.name from fleet.fare_events e
                       where e.event_id = p_proposal.event_id),
      'maker', access.known_card(p_user_id => p_proposal.made_by, p_sacco_ids => p_sacco_ids),
      'decider', access.known_card(p_user_id => p_proposal.decided_by, p_sacco_ids => p_sacco_ids))
    from (select config.setting(p_setting => 'time_zone') as name) z
$$;
comment on function fleet.fare_proposal_card is
  'proposal_id, kind, fares (cents by band in the order of stages), name and end of an event, cap_cents, from, state '
  '(planned: approved, counts later), times, decision_reason, ended_early, maker and decider (access.known_card). '
  'Raises nothing.';

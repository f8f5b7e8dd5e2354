-- Shows what counts on a route now and next beside its fares: band, event, rain, cap, what waits for approval, what is
-- planned, and the history of its fares. Source: docs/decisions/fare-board.md.
create or replace function fleet.route_board(
  p_route_id  bigint,
  p_user_id   bigint,     -- who looks
  p_sacco_ids bigint[],   -- whose page it is; null: the platform's
  p_at        timestamptz
) returns jsonb language sql stable as $$
  with zone as (select config.setting(p_setting => 'time_zone') as name),
  proposals as (
    select p.kind, p.state, p.made_by, p.proposal_id,
           fleet.fare_proposal_card(p_proposal => p, p_sacco_ids => p_sacco_ids, p_at => p_at) as card,
           p.state = 'proposed' and p.expires_at > p_at as is_open
      from fleet.fare_proposals p where p.route_id = p_route_id order by p.proposal_id desc limit 20)
  select jsonb_build_object(
    'now', p_at at time zone z.name,
    'band', fleet.fare_band(p_route_id => p_route_id, p_at => p_at),
    'notice_hours', config.setting(p_setting => 'fare_cap_notice_hours'),
    'cap_cents', fleet.fare_cap(p_route_id => p_route_id, p_at => p_at),
    'next_caps', (select coalesce(jsonb_agg(jsonb_build_object('cents', c.cap_cents,
                      'from', c.effective_from at time zone z.name) order by c.effective_from), '[]')
                    from fleet.fare_caps c where c.route_id = p_route_id and c.effective_from > p_at),
    'rain_until', (select max(w.valid_to) at time zone z.name from fleet.rain_switches w
                    where w.route_id = p_route_id and w.valid_from <= p_at and p_at < w.valid_to),
    'has_rain_fares', fleet.band_fares(p_route_id => p_route_id, p_band => 'rain', p_at => p_at) is not null,
    'events', (select coalesce(jsonb_agg(jsonb_build_object('name', e.name, 'from', e.starts_at at time zone z.name,
                   'to', e.ends_at at time zone z.name, 'is_now', e.starts_at <= p_at) order by e.starts_at), '[]')
                 from fleet.fare_events e where e.route_id = p_route_id and e.ended_at is null and e.ends_at > p_at),
    'open', (select coalesce(jsonb_agg(p.card || jsonb_build_object('is_maker', p.made_by = p_user_id)
                                       order by p.proposal_id), '[]') from proposals p where p.is_open),
    'past', (select coalesce(jsonb_agg(h.card order by h.at desc), '[]')
               from (select p.card, coalesce(p.card ->> 'decided_at', p.card ->> 'expires_at') as at from proposals p
                      where not p.is_open
                     union all
                     select r.card, r.card ->> 'made_at' from (
                       select jsonb_build_object('kind', 'rain', 'state', 'switched',
                                'made_at', w.valid_from at time zone z.name, 'to', w.valid_to at time zone z.name,
                                'maker', access.known_card(p_user_id => w.made_by, p_sacco_ids => p_sacco_ids)) as card
                         from fleet.rain_switches w where w.route_id = p_route_id order by w.valid_from desc limit 5) r
                     order by 2 desc limit 12) h))
    from zone z
$$;
comment on function fleet.route_board is
  'now, band, notice_hours (before a higher cap counts), cap_cents (null: none), next_caps, rain_until (null: it is '
  'off), has_rain_fares, events (of now and planned), open (see fleet.fare_proposal_card, with is_maker) '
  'and past (newest first; also rain). Raises nothing.';

-- Scheduled job: begins grace when no message of M-Pesa came for grace_after_minutes, over all vehicles, and so many
-- should have come that callback_silence is an alarm; ends it when messages came in each of the last two minutes. What
-- a person began, a person ends, or twelve hours. What a person ended stays so until the next message. It raises no
-- alarm: callback_silence is the one. Locks: the open period. Repeat: nothing changes. Source:
-- docs/decisions/grace-mode.md.
create or replace function fares.watch_grace(p_at timestamptz) returns integer language plpgsql as $$
declare
  v_open   fares.grace_periods;
  v_last   timestamptz;
  v_flows  boolean;
  v_figure gates.figure;
begin
  if p_at is null then return 0; end if;
  select g.* into v_open from fares.grace_periods g where g.ended_at is null for update;
  select coalesce(max(l.received_at), '-infinity'),
         count(*) filter (where l.received_at > p_at - interval '1 minute') > 0
         and count(*) filter (where l.received_at between p_at - interval '2 minutes' and p_at - interval '1 minute')
           > 0
    into v_last, v_flows
    from (select c.received_at from mobile_money.mpesa_callbacks c
           where c.kind in ('c2b_confirmation', 'stk_result') and c.received_at <= p_at
           order by c.callback_id desc limit 2000) l;
  if v_open.grace_id is not null then
    if (v_open.started_by is null and v_flows) or v_open.started_at < p_at - interval '12 hours' then
      update fares.grace_periods g set ended_at = greatest(p_at, g.started_at) where g.grace_id = v_open.grace_id;
      return 1;
    end if;
    return 0;
  elsif v_last > p_at - config.setting(p_setting => 'grace_after_minutes')::int * interval '1 minute'
     or exists (select from fares.grace_periods g where g.ended_by is not null and g.ended_at >= v_last) then
    return 0;
  end if;
  v_figure := gates.measure_callback_silence(p_at => p_at);
  if gates.figure_state(p_gate => g, p_figure => v_figure) is distinct from 'alarm'
     from gates.gates g where g.gate = 'callback_silence' then
    return 0;
  end if;
  insert into fares.grace_periods (started_at, missed) values (p_at, v_figure.cases) on conflict do nothing;
  return 1;
end $$;
comment on function fares.watch_grace is '1 when it began or ended grace, else 0. Raises nothing.';

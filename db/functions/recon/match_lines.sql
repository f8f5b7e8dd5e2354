-- Scheduled job: matches open lines with the ledger, each kind by its own rule; posts what only the operator knows;
-- notes what is told otherwise as breaks. What stays open is looked at again, later each time, in ten minutes at most:
-- a pause of more than an hour began while the clock was ahead. Bounded: the rest is for the next run.
-- Locks: the lines; what they post. Repeat: finds less or nothing.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.match_lines(
  p_at    timestamptz,
  p_limit int           -- lines
) returns bigint language plpgsql as $$
declare
  v_ids  bigint[] := array(select l.line_id from recon.lines l
                            where l.state = 'open' and (l.next_at <= p_at
                                  or l.next_at > p_at + interval '1 hour' and l.next_at < 'infinity')
                            order by l.next_at, l.line_id limit p_limit for no key update skip locked);
  v_rest bigint[];   -- those that the receipt of a payment does not match, so many that posting them takes seconds
  v_real bigint[];   -- of those: a time to come is an error, and a journal of it would stand on a day to come
  v_done bigint;
begin
  if cardinality(v_ids) > 0 then
    v_done := recon.match_payments(p_line_ids => v_ids);
    v_rest := (recon.still_open(p_line_ids => v_ids))[1:2000];
    v_real := array(select l.line_id from unnest(v_rest) u(line_id) join recon.lines l using (line_id)
                     where l.completed_at < p_at + interval '5 minutes' order by l.line_id);
    v_done := v_done
            + recon.match_before_opening(p_line_ids => v_real)
            + recon.match_groups(p_line_ids => v_real)
            + recon.match_payouts(p_line_ids => v_real, p_at => p_at)
            + recon.match_charges(p_line_ids => v_real)
            + recon.match_reversals(p_line_ids => v_real)
            + recon.match_sweeps(p_line_ids => v_real)
            + recon.post_missing(p_line_ids => v_real, p_at => p_at);
    perform recon.note_wrong_days(p_line_ids => v_ids);
    v_rest := recon.still_open(p_line_ids => v_rest);
    perform recon.note_line_breaks(p_line_ids => v_rest, p_at => p_at);
    perform recon.hold_reversed(p_line_ids => v_rest);
    update recon.lines l
       set next_at = case
             when exists (select from recon.breaks b where b.line_id = l.line_id and b.state = 'resolved')
               then 'infinity'
             else p_at + least(interval '10 minutes', greatest(interval '15 seconds', (p_at - l.completed_at) / 10,
                                                               (l.completed_at - p_at) / 10))
           end
     where l.line_id = any (v_rest) and l.state = 'open';
  end if;
  return coalesce(v_done, 0) + recon.check_statements(p_at => p_at) + recon.clear_breaks();
end $$;
comment on function recon.match_lines is
  'How many lines it matched or posted, statements it checked and breaks it ended. Raises what posting raises.';

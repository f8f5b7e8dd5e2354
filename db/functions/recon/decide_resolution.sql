-- Ends a break as another person proposed, or declines that. The two are never the same: the four-eyes record says so
-- in this transaction, and the break's own guard again. Locks: the line, then the break's row, then what it posts.
-- Repeat: a decision stays. Source: docs/decisions/reconciliation.md.
create or replace function recon.decide_resolution(
  p_user_id  bigint,
  p_break_id bigint,
  p_decision text,                   -- approved or declined
  p_seen     bigint[] default null   -- the proposals that the page showed; null: whichever it is now
) returns text language plpgsql as $$
declare
  v_break   recon.breaks;
  v_id      bigint;
  v_outcome text;
  v_journal bigint;
begin
  if p_decision is null or p_decision not in ('approved', 'declined') then
    raise exception 'approved or declined' using errcode = 'LFV98';
  end if;
  perform from recon.lines l
    where l.line_id = (select b.line_id from recon.breaks b where b.break_id = p_break_id) for no key update;
  select b.* into v_break from recon.breaks b where b.break_id = p_break_id for no key update;
  if v_break.state is distinct from 'proposed' then
    return coalesce(v_break.state, 'gone');
  end if;
  -- An old page may show a proposal that was declined since, with another one made after it.
  select max(r.resolution_id) into v_id from recon.resolutions r where r.break_id = p_break_id;
  if v_id <> all (p_seen) then
    return 'changed';
  end if;
  -- The message may have come since it was proposed, before the job looks at the line again.
  perform recon.match_payments(p_line_ids => array[v_break.line_id]) where p_decision = 'approved';
  v_outcome := recon.resolution_fits(p_break => v_break, p_resolution => v_break.resolution);
  if p_decision = 'approved' and v_outcome <> 'fits' then
    return v_outcome;
  end if;
  -- Who brought the file may propose that it posts, but somebody else decides.
  if p_decision = 'approved' and v_break.resolution = 'posted' and exists (
       select from recon.statements s
        where s.taken_by = p_user_id and s.statement_id = coalesce(v_break.statement_id, (
                select l.statement_id from recon.lines l where l.line_id = v_break.line_id))) then
    perform audit.record_event(p_action => 'refuse_resolution', p_subject => 'recon.breaks:' || p_break_id,
                               p_after => '{"outcome": "uploaded_it"}');
    return 'uploaded_it';
  end if;
  v_outcome := access.record_four_eyes(p_user_id, 'checker', 'recon.resolutions:' || v_id);
  if v_outcome <> 'taken' then
    perform audit.record_event(p_action => 'refuse_resolution', p_subject => 'recon.breaks:' || p_break_id,
                               p_after => jsonb_build_object('outcome', v_outcome));
    return v_outcome;
  end if;
  update recon.resolutions r set decided_by = p_user_id, decided_at = clock_timestamp(), decision = p_decision
   where r.resolution_id = v_id;
  if p_decision = 'approved' then
    v_journal := case v_break.resolution when 'forced' then recon.force_match(p_break => v_break)
                                         when 'posted' then recon.post_break(p_break => v_break) end;
    perform recon.release_reversed(p_line_id => v_break.line_id) where v_break.resolution <> 'reversal';
  end if;
  update recon.breaks b
     set state = case p_decision when 'approved' then 'resolved' else 'open' end,
         resolution = case p_decision when 'approved' then b.resolution end,
         reason = case p_decision when 'approved' then b.reason end,
         decided_by = case p_decision when 'approved' then p_user_id end,
         ended_at = case p_decision when 'approved' then clock_timestamp() end, resolution_journal_id = v_journal,
         proposed_by = case p_decision when 'approved' then b.proposed_by end,
         proposed_at = case p_decision when 'approved' then b.proposed_at end
   where b.break_id = p_break_id;
  return p_decision;
end $$;
comment on function recon.decide_resolution is 'Outcome approved, declined, same_person (who proposed it), '
  'uploaded_it (who brought the file), changed (another proposal than was seen), '
  'cleared (it explained itself meanwhile), not_for_this, or the state that the '
  'break has (gone: none). Raises LFC76, LFV98.';

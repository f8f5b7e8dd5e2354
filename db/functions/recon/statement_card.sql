-- A statement for the pages of staff. Locks: none.
create or replace function recon.statement_card(p_statement_id bigint) returns jsonb language sql stable as $$
  select jsonb_build_object('statement_id', s.statement_id, 'channel', s.channel, 'file_name', s.file_name,
      'short_code', s.short_code, 'account', s.account, 'state', s.state, 'failure', s.failure, 'proof', s.proof,
      'from', (s.period_from at time zone z.zone)::date,
      'to', ((s.period_to - interval '1 second') at time zone z.zone)::date,
      'taken_at', s.taken_at at time zone z.zone, 'ended_at', s.ended_at at time zone z.zone,
      'taker', case when s.taken_by is not null then accounts.actor_card(p_actor => 'user:' || s.taken_by) end,
      'rows_done', s.rows_done, 'rows_total', greatest(s.rows_total, s.rows_done), 'new', s.lines_new,
      'known', s.lines_known, 'conflicting', s.lines_conflicting, 'failed', s.rows_failed, 'bad', s.rows_bad,
      'opening_cents', s.opening_cents, 'closing_cents', s.closing_cents,
      'missing_cents', s.closing_cents - s.opening_cents - s.lines_cents)
    from recon.statements s cross join (select config.setting(p_setting => 'time_zone') as zone) z
   where s.statement_id = p_statement_id
$$;
comment on function recon.statement_card is
  'File, account, period, state, progress, counts, balances and what is missing between them. Raises nothing.';

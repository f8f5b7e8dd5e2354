-- Describes the newest comparison of the operator's balances with what we owe. Locks: none.
create or replace function recon.trust_card(p_zone text) returns jsonb language sql stable as $$
  select coalesce((
    select to_jsonb(p) - '{answer_id,made_at}'::text[] || jsonb_build_object('at', p.at at time zone p_zone,
             'accounts', a.accounts, 'in_trust_cents', p.owed_cents + p.difference_cents,
             'not_posted_cents', -p.lines_cents,
             'since', recon.trust_doubted_since(p_at => clock_timestamp()) at time zone p_zone,
             'wanted', exists (select from recon.progress g where g.job = 'trust_wanted' and g.done_to > p.at))
      from recon.trust_proofs p join recon.balance_answers a using (answer_id)
     order by p.made_at desc, p.proof_id desc limit 1),
    jsonb_build_object('state', 'no_statement', 'without_statement', '[]'::jsonb))
$$;
comment on function recon.trust_card is 'The proof''s columns, accounts (as told), in_trust_cents, not_posted_cents '
  '(what lines take off), since (they differ for a quarter of an hour), wanted (a new one); only state no_statement '
  'while there is none. Raises nothing.';

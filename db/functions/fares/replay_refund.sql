-- Works out, in a replay, what each part gives back of a fare: by what it still has of it (fares.unsplit_amount), as
-- fares.post_refund does. Of a fare from before the replay it is what really went back.
create or replace function fares.replay_refund(
  p_rule  fares.split_rules,
  p_left  jsonb,     -- what our commission and the parts still have of the fare, in order; null: not replayed
  p_cents bigint,    -- what was given back
  p_parts jsonb,     -- what really went back, by purpose
  p_owed  jsonb,     -- of it, what was not in the sub_wallets any more
  out parts bigint[], out from_pots bigint[], out still_left jsonb
) language plpgsql immutable as $$
declare
  v_names text[] := 'fee'::text || p_rule.purposes;
  v_left  bigint[] := array(select l::bigint from jsonb_array_elements_text(p_left) with ordinality as x(l, n)
                             order by n);
begin
  if p_left is null then
    parts := array(select coalesce((p_parts ->> u)::bigint, 0) from unnest(v_names) with ordinality as x(u, n)
                    order by n);
  else
    parts := fares.unsplit_amount(p_left_cents => v_left,
      p_amount_cents => least(p_cents, (select sum(l)::bigint from unnest(v_left) l)),
      p_home_ordinal => array_position(v_names, p_rule.home_purpose));
    parts := coalesce(parts, array_fill(0::bigint, array[cardinality(v_names)]));
    still_left := (select jsonb_agg(l - g order by n) from unnest(v_left, parts) with ordinality as x(l, g, n));
  end if;
  from_pots := array(select g - least(g, coalesce((p_owed ->> u)::bigint, 0))
                       from unnest(v_names, parts) with ordinality as x(u, g, n) where n > 1 order by n);
end $$;
comment on function fares.replay_refund is 'parts: cents of our commission and of each part of the rule; from_pots: '
  'without the commission and what became a debt; still_left: p_left without them. Raises nothing.';

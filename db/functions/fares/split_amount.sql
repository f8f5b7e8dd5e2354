-- Divides a fare to the cent (docs/decisions/ledger.md): first our commission, then the rest by the owner's shares.
-- Each gets the whole cents of its share; odd cents go to the largest remainders, between equals to the home purpose.
-- What pots take first (fares.split_by_pots) is neither commission nor shared.
create or replace function fares.split_amount(
  p_amount_cents           bigint,  -- the fare; at most 900,000,000 shillings
  p_commission_bps         int,     -- basis points of the fare …
  p_commission_fixed_cents bigint,  -- … plus this, together never more than the fare
  p_shares_bps             int[],   -- basis points of the rest, summing to 10,000
  p_home_ordinal           int,     -- which share wins a tie
  p_pots_cents             bigint default 0  -- taken of the rest before it is shared; at most its whole cents
) returns bigint[] language plpgsql immutable as $$
declare
  -- Exact shares are whole numbers of 1/100,000,000 cent; the commission's is one of 1/10,000 cent.
  v_fee   bigint := least(p_amount_cents * p_commission_bps + p_commission_fixed_cents * 10000, p_amount_cents * 10000);
  v_rest  bigint := (p_amount_cents - p_pots_cents) * 10000 - v_fee;
  v_cents bigint[] := array[v_fee / 10000];
  v_left  bigint := p_amount_cents - p_pots_cents - v_fee / 10000;
  v_share int;
  v_remainders bigint[];
  v_best  int;
begin
  foreach v_share in array p_shares_bps loop
    v_cents := v_cents || v_rest * v_share / 100000000;
    v_left := v_left - v_rest * v_share / 100000000;
  end loop;
  if v_left = 0 then
    return v_cents;
  end if;
  v_remainders := array[v_fee % 10000 * 10000];
  foreach v_share in array p_shares_bps loop
    v_remainders := v_remainders || v_rest * v_share % 100000000;
  end loop;
  while v_left > 0 loop
    v_best := p_home_ordinal + 1;
    for i in 2 .. cardinality(v_remainders) loop
      if v_remainders[i] > v_remainders[v_best] then
        v_best := i;
      end if;
    end loop;
    if v_remainders[1] > v_remainders[v_best] then
      v_best := 1;
    end if;
    v_cents[v_best] := v_cents[v_best] + 1;
    v_remainders[v_best] := -1;
    v_left := v_left - 1;
  end loop;
  return v_cents;
end $$;
comment on function fares.split_amount is
  'Cents of the commission, then of each share in order; they sum to p_amount_cents less p_pots_cents, and none is '
  'off its exact share by a cent or more. Raises numeric_value_out_of_range for an amount over 90,000,000,000 cents.';

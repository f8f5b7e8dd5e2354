-- Does what follows the posting of fares, in their transaction: takes the credit that pays a part, keeps change, lets
-- them bring what lacked of earlier fares, confirms seats and gives points. Locks: see these functions; none for a fare
-- that was just paid. Repeat: nothing more. Source: docs/decisions/change-and-credit.md.
create or replace function fares.complete_fares(
  p_receipts  text[],
  p_differing text[]    -- those of which something else was paid than the price, or credit pays a part
) returns void language plpgsql as $$
begin
  if cardinality(p_differing) > 0 then
    perform fares.settle_credit(p_receipts => p_differing);
    perform fares.keep_change(p_receipts => p_differing);
  end if;
  perform fares.clear_shortfalls(p_receipts => p_receipts);
  perform fares.confirm_seats(p_receipts => p_receipts);
  perform loyalty.award_points(p_receipts => p_receipts);
end $$;
comment on function fares.complete_fares is 'Raises what ledger.post_journals raises.';

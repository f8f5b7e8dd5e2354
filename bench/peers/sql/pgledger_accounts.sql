-- The same accounts in pgledger, of which only the trust account may go below zero. A table of ours finds them by
-- number.
create schema peer;
create table peer.accounts as
select n as account_no, (select c.id from pgledger_create_account('account ' || n, 'KES', n = 1) c) as id
  from generate_series(1, 502) n;
alter table peer.accounts add primary key (account_no);

-- A fare is six transfers out of the trust account, that is seven accounts, in one call and one transaction.
create function peer.fare(p_vehicle int, p_cents numeric) returns transfer_request[] language sql stable as $$
  select array_agg((t.id, a.id, p.cents)::transfer_request order by p.account_no)
    from peer.accounts t
   cross join lateral (values (2, p_cents * 2 / 100), (5 * p_vehicle - 2, p_cents * 29 / 100),
     (5 * p_vehicle - 1, p_cents * 5 / 100), (5 * p_vehicle, p_cents * 10 / 100),
     (5 * p_vehicle + 1, p_cents * 20 / 100), (5 * p_vehicle + 2, p_cents * 34 / 100)) as p(account_no, cents)
    join peer.accounts a on a.account_no = p.account_no
   where t.account_no = 1
$$;
analyze peer.accounts;

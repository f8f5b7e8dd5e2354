-- The ledger that most people would write first: a balance in each account's row, changed in the transaction that
-- writes the entries. Accounts are locked in the order of their ids, so that two fares can't wait for each other in a
-- circle. Account 1 is the trust account, 2 the commission, and 5v - 2 to 5v + 2 are those of vehicle v.
create schema naive;
create table naive.accounts (account_id bigint primary key, balance_cents bigint not null default 0);
create table naive.journals (journal_id bigint generated always as identity primary key, reference text not null unique,
  posted_at timestamptz not null default clock_timestamp());
create table naive.entries (journal_id bigint not null references naive.journals, line_no int not null,
  account_id bigint not null references naive.accounts, amount_cents bigint not null,
  primary key (journal_id, line_no));
create index entries_by_account on naive.entries (account_id);
create sequence naive.receipts;
insert into naive.accounts (account_id) select n from generate_series(1, 502) n;

create function naive.post_fares(p_references text[], p_vehicles int[], p_cents bigint[]) returns void
language plpgsql as $$
declare
  v_accounts bigint[] := array[1, 2]::bigint[]
    || array(select 5 * v + k from unnest(p_vehicles) v, generate_series(-2, 2) k);
begin
  -- In this order; the update below comes in any.
  perform from naive.accounts a where a.account_id = any (v_accounts) order by a.account_id for update;
  with legs as (
    select f.reference, l.line_no, l.account_id, l.amount_cents
      from unnest(p_references, p_vehicles, p_cents) as f(reference, vehicle, cents)
     cross join lateral (values (1, 1::bigint, -f.cents), (2, 2, f.cents * 2 / 100),
       (3, 5 * f.vehicle - 2, f.cents * 29 / 100), (4, 5 * f.vehicle - 1, f.cents * 5 / 100),
       (5, 5 * f.vehicle, f.cents * 10 / 100), (6, 5 * f.vehicle + 1, f.cents * 20 / 100),
       (7, 5 * f.vehicle + 2, f.cents - f.cents * 2 / 100 - f.cents * 29 / 100 - f.cents * 5 / 100
                              - f.cents * 10 / 100 - f.cents * 20 / 100)) as l(line_no, account_id, amount_cents)
  ), journals as (
    insert into naive.journals (reference) select unnest(p_references) returning journal_id, reference
  ), entries as (
    insert into naive.entries (journal_id, line_no, account_id, amount_cents)
    select j.journal_id, l.line_no, l.account_id, l.amount_cents from legs l join journals j using (reference)
  )
  update naive.accounts a set balance_cents = a.balance_cents + s.cents
    from (select account_id, sum(amount_cents) as cents from legs group by account_id) s
   where a.account_id = s.account_id;
end $$;

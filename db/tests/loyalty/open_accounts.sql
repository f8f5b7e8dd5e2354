begin; select plan(4);
select is(cardinality(loyalty.open_accounts(array[sha256('b')])), 1, 'a first fare opens an account');
select loyalty.open_accounts(p_phone_hashes => array[sha256('b'), sha256('a'), sha256('b')]) as accounts \gset
select is((select count(*) from loyalty.loyalty_accounts), 2::bigint, 'one for each SIM');
select is(array(select a.phone_hash from unnest(:'accounts'::bigint[]) with ordinality u(id, n)
  join loyalty.loyalty_accounts a on a.loyalty_account_id = u.id order by u.n), array[sha256('b'), sha256('a'),
  sha256('b')], 'in the order asked for');
select is(loyalty.open_accounts(array[sha256('a')]), array[(:'accounts'::bigint[])[2]], 'it is found again');
select finish(); rollback;

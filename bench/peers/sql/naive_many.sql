select naive.post_fares(array_agg('N' || nextval('naive.receipts')), array_agg(1 + (random() * 99)::int),
                        array_agg(1000 + (random() * 190)::bigint * 100))
  from generate_series(1, :fares);

select count(*) from pgledger_create_transfers((
  select array_agg(t) from generate_series(1, :fares),
    lateral unnest(peer.fare(1 + (random() * 99)::int, 10 + (random() * 190)::int)) t));

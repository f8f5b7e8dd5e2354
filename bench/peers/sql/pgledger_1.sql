\set vehicle random(1, 100)
select count(*) from pgledger_create_transfers(peer.fare(:vehicle, 60.00));

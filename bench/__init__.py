"""What `make bench` runs: how fast a fare is posted, as ratios taken in one run on one machine."""

\set who random(1, 20000)
select config.consume_rate_limit(p_limit_name => 'page', p_per => 'session', p_key => sha256(int8send(:who)),
  p_at => clock_timestamp());

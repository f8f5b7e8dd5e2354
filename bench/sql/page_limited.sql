\set who random(1, 50)
\set from random(1, 2000)
-- As the web does: a call of its own before the page's. More browsers than people, so that no bucket is ever empty.
\set browser random(1, 20000)
select account.check_rate_limit(p_limit_name => 'page', p_address => sha256(int8send(:from)),
  p_session => sha256(int8send(:browser)), p_phone => null);
select owners.home(p_session => sha256(int8send(:who)), p_period => 'day', p_on => null, p_asof => null);

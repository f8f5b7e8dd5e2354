\set who random(1, 50)
select owners.home(p_session => sha256(int8send(:who)), p_period => 'day', p_on => null, p_asof => null);

begin; select plan(8);
\ir ../fixtures/trust.psql
select pg_temp.pay_at('TRU0000001', p_amount => '1200.00'), pg_temp.pay_at('TRU0000002') \g /dev/null
create function pg_temp.usual(p_s bigint, p_receipt text, p_cents bigint, p_kind text default 'charge') returns boolean
language plpgsql as $$
declare
  v_id bigint := pg_temp.line(p_s, p_receipt, p_cents, p_kind, p_state => 'copy');
begin
  return (select recon.is_usual_charge(p_line => l) from recon.lines l where l.line_id = v_id);
end $$;
select is(pg_temp.usual(:s, 'TRU0000001', -750), true, 'what the tariff says');
select is(pg_temp.usual(:s, 'TRU0000001', -700), true, 'or less');
select is(pg_temp.usual(:s, 'TRU0000001', -751), false, 'not a cent more');
select is(pg_temp.usual(:s, 'TRU0000001', 750), false, 'nor money that comes in');
select is(pg_temp.usual(:s, 'TRU0000002', -1), false, 'a small payment costs nothing');
select is(pg_temp.usual(:s, 'TRU0000003', -1), false, 'nor does one that we don''t know');
select is(pg_temp.usual(:s, 'TRU0000001', -750, 'sweep'), false, 'another kind is none');
select is(recon.is_usual_charge(null), false, 'nothing for NULL');
select finish(); rollback;

-- The smallest door code that can be issued now: three or four digits and the check digit.
create or replace function fleet.free_door_code(p_at timestamptz) returns text language sql stable as $$
  select c.door_code
    from (select n, n::text || fleet.damm_digit(p_digits => n::text) as door_code
            from generate_series(100, 99999) n offset 0) c
   where not exists (select from fleet.door_codes d where d.door_code = c.door_code
                        and coalesce(d.valid_to, 'infinity') > p_at - interval '24 hours')
   order by c.n limit 1
$$;
comment on function fleet.free_door_code is 'A door code that nobody has, nor had within 24 hours. Raises nothing.';

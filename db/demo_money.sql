-- Demo data of money out that a demo can't wait for: a bank account that an owner added nine days ago, the browser that
-- another owner has used for weeks (a new one may send little), and a fuel station with the phone that redeems
-- vouchers. Run again, it changes nothing. psql variable laid: what scripts/demo_people.py prints.
\set ON_ERROR_STOP on
set lipa.actor = 'demo';
begin;
create temp table laid on commit drop as
select key, value, case when value ~ '^([0-9a-f]{2})+$' then decode(value, 'hex') end as bytes
  from jsonb_each_text(:'laid'::jsonb);

create function pg_temp.laid(p_key text) returns bytea language sql as $$
  select bytes from pg_temp.laid where key = p_key
$$;

insert into accounts.devices (user_id, device_hash, first_seen_at, last_seen_at)
select u.user_id, pg_temp.laid('device'), now() - interval '40 days', now() - interval '1 day'
  from accounts.users u where u.phone_hash = pg_temp.laid('other_owner')
on conflict (user_id, device_hash) do nothing;

insert into payouts.destinations (party_kind, party_id, kind, label, short_code, account_sealed, tail, added_by,
                                  added_at, usable_from)
select 'owner', g.scope_id, 'paybill', 'Benki ya Demo', '600980', pg_temp.laid('account'),
       (select value from laid where key = 'account_tail'), u.user_id, now() - interval '9 days',
       now() - interval '9 days' + config.setting(p_setting => 'destination_cooling_hours')::int * interval '1 hour'
  from accounts.users u join access.role_grants g using (user_id)
 where u.phone_hash = pg_temp.laid('manager') and g.scope_kind = 'owner'
   and not exists (select from payouts.destinations d where d.party_kind = 'owner' and d.party_id = g.scope_id);

-- Registered by one of the staff and approved by another.
insert into payouts.vendors (kind, name, channel, short_code, tail, phone_hash, phone_sealed, phone_last3, state,
                             made_by, decided_by, decided_at)
select 'fuel', 'Demo Petrol Yaya', 'till', '654321', '4321', pg_temp.laid('station'), pg_temp.laid('station_sealed'),
       (select value from laid where key = 'station_last3'), 'approved', o.user_id, f.user_id, clock_timestamp()
  from access.role_grants o, access.role_grants f where o.role = 'ops' and f.role = 'finance'
 order by o.grant_id, f.grant_id limit 1
on conflict do nothing;

-- The SACCO proposes pots for the first vehicle; its owner has yet to answer, and can try it on the last days.
select fares.propose_split(p_made_by => g.user_id, p_side => 'sacco', p_vehicle_id => v.vehicle_id, p_step => 'propose',
         p_shares => '{"fuel": "35", "maintenance": "5", "crew": "20", "profit": "40", "pots": [{"purpose":
           "insurance", "cents": "305", "arrears": "610"}, {"purpose": "sacco", "cents": "300"}]}')
  from fleet.vehicles v join access.role_grants g on g.role = 'sacco_admin' and g.scope_id = v.sacco_id
 where not exists (select from fares.split_proposals) order by v.vehicle_id, g.grant_id limit 1;
commit;

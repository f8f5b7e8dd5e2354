-- A screen and an SMS segment hold 160 characters of the GSM alphabet; one letter outside it halves that. So every text
-- is filled with the longest values that we expect, and counted.
begin; select plan(6);
\ir ../fixtures/crew.psql
-- The phone that dials may withdraw for several parties.
insert into fleet.owners (name) select 'Kawangware Motors ' || n from generate_series(1, 11) n;
update fleet.saccos set name = 'Kawangware and Kibera Travellers';
select pg_temp.hire('sim', :vehicle_id), (select count(*) from (select access.grant_role(u.user_id, 'owner', 'owner',
    o.owner_id) from fleet.owners o, accounts.users u where u.phone_hash = sha256('sim')) granted) \g /dev/null
-- A full trip, while M-Pesa is silent.
insert into fares.grace_periods (started_at) values (now() - interval '1 minute');
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now()) \g /dev/null
update fleet.trips set word = 'TAIPWEZA' where vehicle_id = :vehicle_id;   -- no word is longer
insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id,
  amount_cents, commission_cents, paid_at, business_on, channel) select 'F' || n, n, :vehicle_id, :split_rule_id,
  case n when 1 then 99900 else 50000 end, 0, now(), current_date + 1, 'ussd' from generate_series(1, 199) n;
create function pg_temp.septets(p_text text) returns int language sql immutable as $$
  select length(p_text) + length(regexp_replace(p_text, '[^\^{}\\\[~\]|€]', '', 'g')) $$;
create function pg_temp.foreign_letters(p_text text) returns text language sql immutable as $$ select translate(p_text,
    E'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&''()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿'
    'abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€', '') $$;
create function pg_temp.blanks(p_text text) returns text language sql immutable as $$
  select string_agg(distinct m[1], ' ' order by m[1]) from regexp_matches(p_text, '\{([0-9]+)\}', 'g') m $$;

-- The longest of each kind: amount, door code (a plate stands in its place at most), receipt, stage, route.
create function pg_temp.longest_party() returns jsonb language sql as $$
  select jsonb_build_object('kind', 'owner', 'id', max(owner_id)) from fleet.owners $$;
create temporary table longest (key text primary key, args text[]);
insert into longest values
  ('sms_receipt', array['250,000', 'QKX7A1B2C3', '07:14', '*384*46#', '125/126 EX 2', '462812 KZZ 001A',
    ' for 9 people', null, '', ' Pointi +500.']),
  -- The longest is with a number, whose receipt has no plate and a shorter stage.
  ('sms_receipt_stage', array['5,000', 'QKX7A1B2C3', '07:14', '*384*46#', '125/126 EX 2',
    '462812', ' for 9 people', 'Langata Ceme', ' TAIPWEZA 127-135.', '']),   -- points where there is room
  ('sms_receipt_points', array['500']),
  ('sms_points', array[repeat('a', 149)]),
  ('points', array['-99999', '99,999', ' 99999 zitaisha 23/11.', E'\n+500 23/11, -500 22/11, +500 21/11',
    'Kawangware a 5,000, Kawangware b 5,000']),
  ('points_end', array['99999', '23/11']),
  ('sms_receipt_people', array['9']),
  ('sms_suspense', array['250,000', 'QKX7A1B2C3', '07:14', '*384*46#']),
  ('sms_paid_again', array['250,000', 'QKX7A1B2C3', '07:14', '*384*46#']),
  ('sms_new_device', array['23/11 14:36']),
  ('sms_disabled', array['23/11 14:36']),
  ('sms_enabled', array['23/11 14:36']),
  ('sms_second_factor_changed', array['23/11 14:36']),
  ('sms_code_reset_password', array['123456', '15']),
  ('sms_code_second_factor', array['123456', '15']),
  ('ussd_repeat', array['462812', 'Langata Cemetery x9', '5,000', 'Karibu tena. Lipa nauli:', E'\n6 Withdraw']),
  ('ussd_start', array[E'\n6 Withdraw']),
  ('ussd_waiting', array['5,000', '462812', '2', '400222', 'TAIPWEZA 127-135']),
  ('ussd_doubtful', array['5,000', '462812']),
  ('ussd_still_waiting', array['5,000', '462812', '2', '400222', 'TAIPWEZA 127-135']),
  ('ussd_amount', array['462812', '125/12', '10', '5,000']),
  ('ussd_seats', array['462812', 'Langata Cemetery', '5,000']),
  ('ussd_confirm', array['4,950 (9 x 550)', '462812', '125/12', 'KZZ 001A', ', Langata Cemetery', '34', null,
    E'3 Tumia salio 4,950\n4 Tumia pointi 50\n', '']),
  ('ussd_confirm_rest', array['4,950', '462812', '125/12', 'KZZ 001A', null, '34', null,
    E'3 Tumia salio 4,950\n4 Tumia pointi 50\n', '']),
  ('ussd_confirm_again_short', array['4,950 (9 x 550)', '462812', '', 'KZZ 001A', '', 'standard rate',
    E'Umelipa KES 250,000 sasa hivi. Ulipe tena?', E'3 Tumia salio 4,950\n4 Tumia pointi 50\n']),
  ('ussd_above_cap', array['9,999']),
  ('ussd_use_credit', array['4,950']), ('ussd_use_points', array['50']),
  ('ussd_credit_and_rest', array['4,950', '4,950']), ('ussd_points_and_rest', array['4,950', '4,950']),
  ('ussd_paid_by_credit', array['4,950', '462812', 'CRABCDEF0123', null, 'salio lako la nauli']),
  ('ussd_paid_by_credit_word', array['4,950', '462812', 'CRABCDEF0123', 'TAIPWEZA 127-135', 'salio lako la nauli']),
  ('ussd_owing', array['4,950', '462812']),
  ('ussd_move', array['4,950', '462812', '07:14']),
  ('ussd_move_sure', array['4,950', '462812', '462812', '125/12', 'KZZ 001A']),
  ('ussd_move_none', array['120', '0700 000 000']),
  ('ussd_move_refused', array['0700 000 000']),
  ('ussd_moved', array['4,950', '462812']),
  ('ussd_crew_broken', array[repeat(E'\n9 Langata Cem', 9)]),
  ('ussd_crew_broken_sure', array['Langata Cemetery', '99', '99,950.50']),
  ('ussd_broken_down', array['99', '99,950.50']),
  ('sms_change', array['250,000.50', 'QKX7A1B2C3', '*384*46#']),
  ('sms_short', array['4,950.50', 'QKX7A1B2C3', '*384*46#']),
  ('sms_moved', array['250,000', 'QKX7A1B2C3', '462812', ' TAIPWEZA 127-135.']),
  ('ussd_paid_just_now', array['250,000']),
  ('ussd_maybe_paid', array['5,000']),
  -- Where M-Pesa's fee is not known.
  ('ussd_confirm_again', array['4,950 (9 x 550)', '462812', '', 'KZZ 001A', ', Langata Cemetery',
    'standard rate', E'Umelipa KES 250,000 sasa hivi. Ulipe tena?']),
  ('ussd_enter_pin', array['400222', '462812', null, 'Salio 4,900, M-Pesa 4,900. ']),
  ('ussd_enter_pin_word', array['400222', '462812', 'TAIPWEZA 127-135', 'Salio 50, M-Pesa 4,900. ']),
  ('ussd_help', array['400222', E'\n6 Withdraw']),
  ('ussd_claim', array['QKX7A1B2C3']),
  ('ussd_claim_placed', array['250,000', 'QKX7A1B2C3', 'KZZ 001A']),
  ('ussd_claim_known', array['QKX7A1B2C3']),
  ('ussd_claim_reversed', array['QKX7A1B2C3']),
  ('ussd_claim_closed', array['462812']),
  ('ussd_claim_refused', array['QKX7A1B2C3']),
  ('ussd_too_much', array['5,000']),
  ('ussd_payout_party', array[repeat(E'\n5 Kawangwar..rs 11', 5) || E'\n6 Zaidi']),
  ('ussd_payout', array['999,999.50', 'Kawangwar..rs 11']),
  ('ussd_payout_confirm', array['250,000', '108', '250,108', ' Mtu wa pili lazima aidhinishe.',
    'Kawangwar..rs 11']),
  ('ussd_payout_code', array['250,000', '*384*46#']),
  ('ussd_payout_too_little', array['10']),
  ('ussd_payout_over_cap', array['250,000']),
  ('ussd_payout_too_fast', array['0700 000 000']),
  ('ussd_payout_frozen', array['0700 000 000']),
  ('ussd_payout_refused', array['0700 000 000']),
  ('ussd_payout_queued', array['250,000', '108']),
  ('ussd_payout_approved', array['250,000', '108']),
  ('ussd_payout_requested', array['250,000', '108']),
  ('ussd_route', array['125/12']),
  ('ussd_not_found', array['KZZ - 001 A']),
  ('ussd_not_in_pilot', array['462812']),
  ('ussd_closed', array['462812']),
  ('ussd_too_often', array['99']),
  ('ussd_too_late', array['*384*46#']),
  ('ussd_pin', array['462812']),
  ('ussd_pin_new', array['462812']),
  ('ussd_pin_again', array['462812']),
  ('ussd_pin_paused', array['30']),
  ('ussd_crew_menu', array['462812', '07:10 KIPEPEO', '199', '99,999', E'\nM-Pesa kimya: 4, kisha 3']),
  ('ussd_crew_trip', array['462812', '07:10 KIPEPEO']),
  ('ussd_crew_money', array['462812', E'\n2 Withdraw', E'\n3 Promise']),
  ('ussd_crew_cash', array['07:10', '99,999']),
  ('ussd_crew_cash_digital', array['07:10']),
  ('ussd_crew_cash_seats', array['07:10', '99,999']),
  ('ussd_cash_told', array['07:10', '99,999']),
  ('ussd_crew_promise_amount', array['126']),
  ('ussd_promised', array['126', '5,000']),
  ('ussd_target_of', array['99,999']),
  ('ussd_target_crew', array['99,999']),
  ('ussd_target', array['99,999', '99,999', ' Target 99,999.', ' Your part 99,999.']),
  ('ussd_crew_list', array['Si sahihi. Jaribu tena.', repeat(E'\nTAIPWEZA127 5,000x9 inasubiri', 4) || E'\n1 Zaidi']),
  ('ussd_crew_list_head', array['462812', '199']),
  ('check_paid', array['TAIPWEZA 127-135', '9,999 x9 Langata Cemetery', '126']),
  ('check_waiting', array['TAIPWEZA 127-135']),
  ('check_unpaid', array['TAIPWEZA 127-135']),
  ('check_again', array['TAIPWEZA 127-135', null, null, '07:14']),
  ('check_old', array['TAIPWEZA 127-135', null, null, null, '23/11 14:36']),
  ('check_other', array['TAIPWEZA 127-135', null, null, null, null, '462812']),
  ('check_never', array['TAIPWEZA 127-135']),
  ('ussd_trip_started', array[': TAIPWEZA']),
  ('sms_boarding', array['462812', repeat('x', 140)]),
  ('ussd_crew_over', array['*384*46#']),
  ('sms_alarms', array['999', repeat('x', 75) || ', +19', 'lipa-fare-pages.example.co.ke']),
  ('sms_pin_set', array['23/11 14:36']),
  ('sms_trip_link', array['462812', 'https://lipa-fare.example.co.ke/c/0123456789abcdef']),
  ('sms_pin_paused', array['462812', '5', '126', '30']),
  ('sms_pin_gone', array['*384*46*5#']),
  ('sms_let_in', array[repeat('a', 30)]),
  ('sms_let_in_crew', array['*384*46*5#']),
  ('sms_code_payout', array['123456', '15', '250,000', '2472470 ..4321']),
  ('sms_payout_paid', array['250,000', '2472470 ..4321', '1,100', 'QKX7A1B2C3']),
  ('sms_payout_failed', array['250,000', '2472470 ..4321', '11', null, repeat('a', 45), '0700 000 000']),
  ('sms_payout_requested', array['250,000', '2472470 ..4321', '11', null, '', '0700 000 000']),
  ('sms_payout_cancelled', array['250,000', '2472470 ..4321']),
  ('sms_payout_expired', array['250,000', '2472470 ..4321']),
  ('sms_payouts_frozen', array['23/11 14:36']),
  ('sms_payouts_lifted', array['23/11 14:36']),
  ('sms_code_destination', array['123456', '15', null, '2472470 ..4321']),
  ('sms_destination_added', array['2472470 ..4321', '168']),
  ('sms_refund_phone', array['250,000', 'QKX7A1B2C3', '0700 000 000']),
  ('sms_refund_credit', array['250,000', 'QKX7A1B2C3', '0700 000 000']),
  ('sms_dispute_declined', array['QKX7A1B2C3', repeat('a', 40), '0700 000 000']),
  ('sms_dispute_opened', array['QKX7A1B2C3', '250,000']),
  ('ussd_dispute', array[repeat(E'\n1 5,000 462812, 23/11 07:14', 4)]),
  ('ussd_dispute_why', array['QKX7A1B2C3']),
  ('ussd_dispute_none', array['90', '0700 000 000']),
  ('ussd_dispute_opened', array['QKX7A1B2C3', '0700 000 000']),
  ('ussd_dispute_known', array['QKX7A1B2C3', '0700 000 000']),
  ('sms_transferred', array['KZZ 001A', '0700 000 000']),
  ('sms_code_automatic', array['123456', '15', '250,000', '247247 ..4321']),
  ('sms_automatic_not', array['0700 000 000']),
  ('sms_crew_share', array['250,000', 'KZZ 001A']),
  ('sms_day', array['magari 999', '22 Nov', '999,999.50', '99,999']),
  ('sms_day_vehicles', array['999']),
  ('sms_day_cash', array['999,999']),
  ('sms_day_fee', array['99,999.50', 'Mafuta 999,999.50 Faida 999,999.50']),
  ('sms_day_yours', array['99,999.50', '999,999.50']),
  ('sms_day_silent', array['KZZ..01A KZZ..02B KZZ..03C']),
  ('sms_day_silent_more', array['KZZ..01A KZZ..02B KZZ..03C', '300']),
  ('sms_day_seal', array['7F3A-91C2']),
  ('sms_vehicle_silent', array['KZZ 001A', '14:10', '999']),
  ('sms_voucher', array['123456', '20,000', 'KZZ 001A', repeat('a', 30), '21:30']),
  ('ussd_voucher_redeemed', array['20,000', 'KZZ 001A', repeat('a', 30)]),
  ('ussd_voucher_wrong', array['0700 000 000']),
  ('ussd_voucher_paused', array['0700 000 000']),
  ('ussd_voucher_used', array['0700 000 000']),
  ('ussd_voucher_over', array['0700 000 000', '20,000']);

-- Every screen with its longest choices, under every hint that it can have.
create temporary table screens as
select s.state, l.lang, h.key as hint,
  ussd.screen(p_session => pg_temp.on_screen(s.state, s.context || case when h.key is null then '{}'
         else jsonb_build_object('hint', messaging.say(p_key => h.key, p_lang => l.lang, p_args => h.args)) end,
           l.lang), p_at => now()) as text
  from (values ('start', '{}'::jsonb), ('help', '{}'), ('claim', '{"receipt": "QKX7A1B2C3"}'),
          ('dispute', jsonb_build_object('fares', (select jsonb_agg(jsonb_build_object('cents', 500000, 'code',
            '462812', 'at', '23/11 07:14')) from generate_series(1, 4)))),
          ('dispute_why', '{"disputed": {"receipt": "QKX7A1B2C3"}}'),
          ('payout', jsonb_build_object('party', pg_temp.longest_party())),
          ('payout_party', jsonb_build_object('page', 1, 'parties', (select jsonb_agg(pg_temp.longest_party())
            from generate_series(1, 11)))),
          ('payout_confirm', '{"payout": {"amount_cents": 25000000, "fee_cents": 10800, "total_cents": 25010800, '
            '"needs_approval": true}}'::jsonb || jsonb_build_object('party', pg_temp.longest_party())),
          ('payout_code', '{"payout": {"amount_cents": 25000000}}'),
          ('repeat',
            '{"last": {"vehicle": {"code": "462812", "route": "125/12"}, "stage": {"name": "Langata Cemetery 2nd"}, '
            '"unit_cents": 55000, "seats": 9}}'),
          ('stage', jsonb_build_object('page', 1, 'band', 'peak', 'vehicle',
            '{"code": "462812", "route": "125/12"}'::jsonb, 'quotes',
                       (select jsonb_agg(jsonb_build_object('name', 'Langata Cemetery 2nd', 'amount_cents', 55000))
                       from generate_series(1, 4)))),
          ('crew_code', '{}'), ('pin', '{"crew": {"code": "462812"}}'), ('pin_new', '{"crew": {"code": "462812"}}'),
            ('pin_again', '{"crew": {"code": "462812"}}'),
          ('crew_menu', jsonb_build_object('crew', jsonb_build_object('code', '462812', 'vehicle_id',
            (select min(vehicle_id) from fleet.vehicles), 'user_id', pg_temp.crew_id('sim')))),
          ('crew_check', jsonb_build_object('crew', jsonb_build_object('vehicle_id',
            (select min(vehicle_id) from fleet.vehicles)))),
          ('crew_trip', jsonb_build_object('crew', jsonb_build_object('code', '462812', 'vehicle_id',
            (select min(vehicle_id) from fleet.vehicles)))),
          ('crew_cash', jsonb_build_object('cash', '{"step": "cash", "since": "07:10", "cents": 9999900}'::jsonb,
            'crew',
            jsonb_build_object('code', '462812', 'vehicle_id', (select min(vehicle_id) from fleet.vehicles)))),
          ('crew_promise', jsonb_build_object('last3', null, 'crew', jsonb_build_object('code', '462812', 'vehicle_id',
            (select min(vehicle_id) from fleet.vehicles)))),
          ('crew_money', jsonb_build_object('crew', jsonb_build_object('code', '462812', 'vehicle_id',
            (select min(vehicle_id) from fleet.vehicles), 'user_id', pg_temp.crew_id('sim')))),
          ('crew_list', jsonb_build_object('page', 1, 'crew',
            jsonb_build_object('code', '462812', 'vehicle_id', (select min(vehicle_id) from fleet.vehicles)))),
          ('amount', '{"vehicle": {"code": "462812", "route": "125/12"}}'),
          ('seats', '{"vehicle": {"code": "462812"}, "stage": {"name": "Langata Cemetery 2nd"}, "unit_cents": 500000}'),
          ('confirm',
            '{"vehicle": {"code": "462812", "route": "125/12", "plate": "KZZ 001A", "currency": "KES"}, "stage": '
            '{"name": "Langata Cemetery 2nd"}, "unit_cents": 55000, "seats": 9}')) as s(state, context),
       (values ('sw'), ('en')) as l(lang),
       (values (null, '{}'::text[]), ('ussd_hint', '{}'), ('ussd_resumed', '{}'),
         ('ussd_not_found', array['KZZ 001 A']), ('ussd_too_much', array['5,000']),
         ('ussd_above_cap', array['5,000']),
        ('ussd_not_found_unnamed', '{}'), ('ussd_pin_digits', '{}'), ('ussd_pin_weak', '{}'),
          ('ussd_pin_differs', '{}'), ('ussd_pin_wrong', '{}'), ('ussd_pin_own_phone', '{}'),
        ('ussd_trip_started', array[': TAIPWEZA']), ('ussd_link_sent', '{}'),
          ('ussd_target', array['99,999', '99,999', ' Target 99,999.', ' Your part 99,999.']),
          ('ussd_cash_told', array['07:10', '99,999']), ('ussd_promised', array['126', '5,000']),
          ('ussd_cash_over', '{}'), ('ussd_grace_over', '{}'), ('ussd_grace', '{}'),
          ('ussd_payout_amount_wrong', '{}'),
          ('ussd_payout_too_little', array['10']), ('ussd_payout_too_much', '{}'), ('ussd_payout_not_enough', '{}'),
          ('ussd_payout_code_kept', '{}'), ('ussd_payout_code_digits', '{}'), ('ussd_payout_code_wrong', '{}'))
          as h(key, args)
 where h.key is null or case h.key when 'ussd_not_found_unnamed' then s.state = 'crew_code' when 'ussd_trip_started'
   then s.state = 'crew_trip' when 'ussd_link_sent' then s.state = 'crew_trip'
                          when 'ussd_target' then s.state = 'crew_money'
                          when 'ussd_cash_told' then s.state = 'crew_money' when 'ussd_promised' then s.state =
                            'crew_money'
                          when 'ussd_grace_over' then s.state = 'crew_money' when 'ussd_cash_over' then s.state =
                            'crew_cash'
                          when 'ussd_grace' then s.state in ('start', 'repeat')
                          when 'ussd_pin_digits' then s.state ~ '^pin' when 'ussd_pin_weak' then s.state = 'pin_new'
                            when 'ussd_pin_differs' then s.state = 'pin_new'
                          when 'ussd_pin_wrong' then s.state = 'pin' when 'ussd_pin_own_phone'
                            then s.state in ('pin', 'crew_trip', 'crew_money')
                          when 'ussd_not_found' then s.state in ('start', 'repeat', 'claim') when 'ussd_too_much'
                            then s.state = 'seats' when 'ussd_above_cap' then s.state = 'amount'
                          when 'ussd_payout_code_kept' then s.state = 'payout_code'
                          when 'ussd_payout_code_digits' then s.state = 'payout_code'
                          when 'ussd_payout_code_wrong' then s.state = 'payout_code'
                          when 'ussd_payout_amount_wrong' then s.state = 'payout'
                          when 'ussd_payout_too_little' then s.state = 'payout'
                          when 'ussd_payout_too_much' then s.state = 'payout'
                          when 'ussd_payout_not_enough' then s.state = 'payout'
                          when 'ussd_resumed' then s.state not in ('start', 'repeat') and s.state !~ '^(crew_|pin)'
                            else true end;

select is((select string_agg(key || ': ' || pg_temp.foreign_letters(sw || en), ', ') from messaging.texts
  where pg_temp.foreign_letters(sw || en) <> ''), null, 'no text has a letter outside the GSM alphabet');
select is((select string_agg(key, ', ') from messaging.texts where pg_temp.blanks(sw) is distinct
  from pg_temp.blanks(en)), null, 'both languages have the same blanks');
select is((select string_agg(t.key, ', ') from messaging.texts t left join longest l using (key)
            where t.key <> 'ussd_stage' and pg_temp.blanks(t.sw) is not null and cardinality(l.args) is distinct
              from (select max(b::int) from string_to_table(pg_temp.blanks(t.sw), ' ') b)),
          null, 'each text with blanks has longest values');
select is((select string_agg(format('%s %s: %s', t.key, g.lang,
  pg_temp.septets(messaging.say(p_key => t.key, p_lang => g.lang, p_args => l.args))), ', ')
             from messaging.texts t left join longest l using (key), (values ('sw'), ('en')) as g(lang)
            where pg_temp.septets(messaging.say(p_key => t.key, p_lang => g.lang, p_args => l.args)) > 160), null,
              'filled with the longest values, each fits a screen or a segment');
select is((select count(distinct state) from screens), 25::bigint, 'every screen was drawn');
select is((select string_agg(format('%s %s under %s: %s', state, lang, coalesce(hint, 'nothing'),
  pg_temp.septets(text)), ', ') from screens where pg_temp.septets(text) > 160), null,
  'each screen fits under every hint');
select finish(); rollback;

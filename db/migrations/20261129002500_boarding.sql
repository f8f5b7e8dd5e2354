-- migrate:up
-- Boarding: the word and numbers by which passengers of one trip are known, who has shown theirs, and the conductor's
-- list by SMS.

create table fleet.words (
  word        text primary key,
  keypad      text    not null unique
    generated always as (translate(word, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '22233344455566677778889999')) stored,
  is_compound boolean not null default false,
  constraint words_are_short check (word ~ '^[A-Z]{3,8}$')
);
comment on table fleet.words is
  'Words that a trip can have. keypad: their letters on a telephone''s keys, which tell them apart too. is_compound: '
  'two short words in one, drawn when a route has used up the others.';
-- Known to everybody, said in a loud vehicle, no insult, no place: any two differ in at least two letters.
insert into fleet.words (word) select w from regexp_split_to_table(btrim('
  ALMASI ANGA ASALI BAHARI BARAFU BARAKA BARUA BATA BENDERA BINGWA BIRIANI BIRIKA BIZARI BLUU BONDE BOTI BUNDI
  BUSTANI CHAPATI CHIRIKU CHUI CHUMA CHUMVI CHUNGWA DAKTARI DARAJA DENGU DHAHABU DIRISHA DUMA EMBE FARASI FEDHA
  FILIMBI FURAHA GHALA GITAA GOLI HERI HILIKI HODARI HOTELI IMANI JANGWA JANI JIBINI JIKO JIWE JONGOO JUA JUISI
  KAA KAHAWA KALAMU KAMERA KAPU KAROTI KASUKU KEKI KIBOKO KIFARU KIJANI KIJIKO KIKOMBE KILIMA KIMA KIOO KIPEPEO
  KISIWA KITABU KITENGE KOBE KOFIA KONDOO KORONGO KOROSHO KUKU KUNDE KWARE LESO LIMAU MAHINDI MAJI MAMBA MANDAZI
  MANYOYA MAZIWA MBEGU MBOGA MBUNI MBUYU MCHANGA MCHELE MELI MEZA MFUKO MIANZI MIWANI MKANDA MKATE MKIA MKUKI
  MLANGO MLIMA MNARA MNAZI MPIRA MSANII MSHALE MSITU MSWAKI MTAMA MTO MTUNGI MUHOGO MVUA MVUVI MWAVULI MWEWE MWEZI
  MZIZI NAHODHA NANASI NDIZI NDOO NDOVU NGAMIA NGANO NGAZI NGOMA NGUVA NJIWA NJUGU NYANYA NYATI NYIKA NYOTA NYUKI
  NYUMBA PAKA PANZI PAPAI PAZIA PERA PETE PILAU POMBOO PONGO PWANI PWEZA RADI RAMANI REDIO RUBANI SABUNI SAHANI
  SAMAKI SAMOSA SAVANA SHAMBA SHANGA SHATI SHUJAA SHUKA SHULE SIAGI SIMBA SODA SOKO SOKSI SUFURIA SUKARI SUKUMA
  SUNGURA SUPU SWALA TAI TAUSI TEMBO TENDE TIKITI TOCHI TRENI TUFAHA TUMAINI TUMBAWE TUNDA TWIGA UDONGO UFUNGUO
  UFUTA UGALI UJI UKUNGU UMEME UMOJA UPENDO UPEPO UPINDE USHINDI UWANJA VIATU VIAZI WARIDI WEMA WIMBI WINGU YAKUTI
  ZABIBU ZEZE ZIWA ZULIA', E' \n'), '\s+') w;
insert into fleet.words (word, is_compound)
select a.word || b.word, true from fleet.words a join fleet.words b on b.word <> a.word
 where length(a.word) <= 4 and length(b.word) <= 4
on conflict do nothing;

create table fares.seats (
  trip_id     bigint      not null references fleet.trips,
  seat_no     int         not null,
  payment_ref text        not null,
  state       text        not null default 'reserved',
  receipt     text,
  reserved_at timestamptz not null default clock_timestamp(),
  checked_at  timestamptz,
  checked_by  bigint      references accounts.users,
  primary key (trip_id, seat_no),
  constraint seats_number_is_positive check (seat_no > 0),
  constraint seats_state_is_known check (state in ('reserved', 'paid', 'released')),
  constraint seats_paid_by_a_receipt check ((state = 'paid') = (receipt is not null)),
  constraint seats_checked_when_paid check (checked_at is null or state = 'paid'),
  constraint seats_check_is_whole check ((checked_at is null) = (checked_by is null))
) with (fillfactor = 70);
create index seats_by_payment on fares.seats (payment_ref);
comment on table fares.seats is
  'The number that each seat of a payment has on its trip, from the confirm key on: reserved; paid, when M-Pesa '
  'confirmed it; or released, when it was not paid. A released number is never given again, so money that comes late '
  'still finds it. checked_at: when a conductor was shown the number, the first time.';

create table fares.boarding_views (
  trip_id      bigint primary key references fleet.trips,
  viewed_at    timestamptz,
  texted_until timestamptz
);
comment on table fares.boarding_views is
  'viewed_at: when the crew last looked at the list of the trip, by page or menu. texted_until: the fares posted '
  'until then were sent to the conductor by SMS. Apart from the trip''s row, which gives the numbers.';

-- migrate:down
-- Forward only: a later migration corrects this one.

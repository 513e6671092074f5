"""Holidays by the names people give them, each with its rule."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from olympus.domain.time_expressions.movable import (
    chinese,
    easter,
    hebrew,
    hindu,
    islamic,
    nth_weekday,
    onam,
    orthodox_easter,
    sankranti,
    solar_term,
)
from olympus.domain.time_expressions.phrase import Phrase
from olympus.domain.time_expressions.recurrence import Observance

Rule = Callable[[int], tuple[date, int] | None]
"""From a year to the holiday's first day and how many days it has."""

_MON, _TUE, _WED, _THU, _FRI, _SAT, _SUN = range(1, 8)
_SUNRISE, _NOON, _AFTERNOON, _DUSK, _MIDNIGHT = 6.0, 12.0, 14.0, 18.5, 24.0


def _fixed(month: int, day: int, length: int = 1) -> Rule:
    return lambda year: (date(year, month, day), length)


def _weekday(nth: int, weekday: int, month: int, later: int = 0) -> Rule:
    return lambda year: (nth_weekday(year, month, weekday, nth) + timedelta(later), 1)


def _weekday_from(weekday: int, month: int, day: int) -> Rule:
    """The first such weekday on that date or later."""
    return lambda year: (_on_or_after(date(year, month, day), weekday), 1)


def _easter(later: int, length: int = 1) -> Rule:
    return lambda year: (easter(year) + timedelta(later), length)


def _orthodox(later: int, length: int = 1) -> Rule:
    return lambda year: (orthodox_easter(year) + timedelta(later), length)


def _hebrew(month: int, day: int, length: int = 1) -> Rule:
    return lambda year: (hebrew(year, month, day), length)


def _islamic(month: int, day: int, length: int = 1) -> Rule:
    return lambda year: (islamic(year, month, day), length)


def _chinese(month: int, day: int, later: int = 0) -> Rule:
    return lambda year: (chinese(year, month, day) + timedelta(later), 1)


def _hindu(month: int, tithi: int, hour: float = _SUNRISE, later: int = 0, length: int = 1) -> Rule:
    def rule(year: int) -> tuple[date, int] | None:
        found = hindu(year, month, tithi, hour)
        return (found + timedelta(later), length) if found else None

    return rule


def _harvest(later: int) -> Rule:
    """Around the day on which the sun enters Capricorn."""
    return lambda year: (sankranti(year, 9, 1, 14) + timedelta(later), 1)


def _ramadan(year: int) -> tuple[date, int]:
    first = islamic(year, 9, 1)
    eid = islamic(year, 10, 1)
    return first, (eid - first).days if 28 < (eid - first).days < 31 else 30


def _last_friday_of_ramadan(year: int) -> tuple[date, int]:
    first, length = _ramadan(year)
    last = first + timedelta(length - 1)
    return last - timedelta((last.isoweekday() - _FRI) % 7), 1


def _tax_day(year: int) -> tuple[date, int]:
    """15 April or the next working day; Emancipation Day, 16 April, does not count as one in Washington."""
    day = date(year, 4, 15)
    emancipation = _observed(date(year, 4, 16))
    while day.isoweekday() > _FRI or day == emancipation:
        day += timedelta(1)
    return day, 1


def _observed(day: date) -> date:
    """A federal holiday on a Saturday is kept on Friday, one on a Sunday on Monday."""
    return day + timedelta({_SAT: -1, _SUN: 1}.get(day.isoweekday(), 0))


def _inauguration_day(year: int) -> tuple[date, int] | None:
    return (date(year, 1, 20), 1) if year % 4 == 1 else None


def _super_bowl(year: int) -> tuple[date, int]:
    """The first Sunday of February; the second one since the season has 18 weeks (2022)."""
    return nth_weekday(year, 2, _SUN, 2 if year >= 2022 else 1), 1


def _kings_day(year: int) -> tuple[date, int]:
    day = date(year, 4, 27)
    return (day - timedelta(1) if day.isoweekday() == _SUN else day), 1


def _holocaust_day(year: int) -> tuple[date, int]:
    day = hebrew(year, 1, 27)
    return day + timedelta({_FRI: -1, _SUN: 1}.get(day.isoweekday(), 0)), 1


def _independence_of_israel(year: int) -> tuple[date, int]:
    day = hebrew(year, 2, 5)
    return day + timedelta({_FRI: -1, _SAT: -2, _MON: 1}.get(day.isoweekday(), 0)), 1


def _ninth_of_av(year: int) -> tuple[date, int]:
    day = hebrew(year, 5, 9)
    return day + timedelta(day.isoweekday() == _SAT), 1


def _parsi_new_year(year: int) -> tuple[date, int]:
    """The Shahenshahi calendar has 365 days and no leap years."""
    return date(2019, 8, 17) + timedelta(365 * (year - 2019)), 1


def _daylight_saving_starts(year: int) -> tuple[date, int]:
    """In the United States: the second Sunday of March since 2007."""
    return (nth_weekday(year, 3, _SUN, 2) if year >= 2007 else nth_weekday(year, 4, _SUN, 1)), 1


def _daylight_saving_ends(year: int) -> tuple[date, int]:
    return (nth_weekday(year, 11, _SUN, 1) if year >= 2007 else nth_weekday(year, 10, _SUN, -1)), 1


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta((weekday - day.isoweekday()) % 7)


_CHRISTMAS = _fixed(12, 25)
_HOLI = _hindu(12, 15, _DUSK, later=1)
_DIWALI = _hindu(7, 30, _DUSK)

HOLIDAYS: Final[dict[str, Rule]] = {
    # fixed dates
    "new year | new year day | new years": _fixed(1, 1),
    "new year eve | nye | silvester": _fixed(12, 31),
    "epiphany | three kings day | twelfth night": _fixed(1, 6),
    "orthodox christmas | orthodox christmas day": _fixed(1, 7),
    "orthodox new year | old new year": _fixed(1, 14),
    "australia day": _fixed(1, 26),
    "republic day of india | indian republic day": _fixed(1, 26),
    "holocaust memorial day | holocaust remembrance day": _fixed(1, 27),
    "groundhog day | ground hog day": _fixed(2, 2),
    "candlemas": _fixed(2, 2),
    "waitangi day": _fixed(2, 6),
    "abraham lincoln birthday | lincoln birthday | abraham lincoln day": _fixed(2, 12),
    "valentine day | valentine | saint valentine day | st valentine day | st . valentine day": _fixed(2, 14),
    "statehood day": _fixed(2, 25),
    "international women day | women day | womens day": _fixed(3, 8),
    "white day": _fixed(3, 14),
    "pi day": _fixed(3, 14),
    "st patrick day | saint patrick day | st . patrick day | st paddy day | st . paddy day | saint paddy day"
    " | patrick day": _fixed(3, 17),
    "april fool day | april fool | all fool day": _fixed(4, 1),
    "earth day": _fixed(4, 22),
    "st george day | saint george day | st . george day | feast of saint george": _fixed(4, 23),
    "anzac day": _fixed(4, 25),
    "king day | koningsdag | kingsday": _kings_day,
    "walpurgis night": _fixed(4, 30),
    "may day | international worker day | international labour day | international labor day | worker day"
    " | beltane": _fixed(5, 1),
    "star wars day": _fixed(5, 4),
    "youth day": _fixed(5, 4),
    "cinco de mayo | cinco mayo": _fixed(5, 5),
    "victory in europe day | ve day | v e day": _fixed(5, 8),
    "victory day": _fixed(5, 9),
    "children day | child day": _fixed(6, 1),
    "d day": _fixed(6, 6),
    "flag day": _fixed(6, 14),
    "emancipation day": _fixed(4, 16),
    "juneteenth | juneteenth national independence day": _fixed(6, 19),
    "midsummer | midsummer day": _fixed(6, 24),
    "canada day": _fixed(7, 1),
    "independence day | us independence day | american independence day | usa independence day": _fixed(7, 4),
    "bastille day": _fixed(7, 14),
    "assumption day | assumption of mary | assumption": _fixed(8, 15),
    "indian independence day | independence day of india": _fixed(8, 15),
    "patriot day": _fixed(9, 11),
    "international day of peace": _fixed(9, 21),
    "german unity day": _fixed(10, 3),
    "teacher day": _fixed(9, 10),
    "boss day | bos day": lambda year: (_observed(date(year, 10, 16)), 1),
    "halloween | halloween day | all hallow eve | hallow even | halloween night": _fixed(10, 31),
    "reformation day": _fixed(10, 31),
    "all saint day | all saint | all hallow day | all hallow | feast of all saint | day of the dead"
    " | allhallowtide": _fixed(11, 1),
    "world vegan day": _fixed(11, 1),
    "all soul day | all soul": _fixed(11, 2),
    "guy fawkes day | guy fawkes night | guy fawke day | bonfire night": _fixed(11, 5),
    "veteran day | veteran": _fixed(11, 11),
    "remembrance day | armistice day | martinmas | poppy day": _fixed(11, 11),
    "single day": _fixed(11, 11),
    "st andrew day | saint andrew day | st . andrew day": _fixed(11, 30),
    "world aids day": _fixed(12, 1),
    "st nicholas day | saint nicholas day | st . nicholas day": _fixed(12, 6),
    "st lucy day | saint lucy day": _fixed(12, 13),
    "human right day": _fixed(12, 10),
    "christmas eve | xmas eve | christma eve": _fixed(12, 24),
    "christmas | christmas day | xmas | xmas day | x - mas | christma day | christma": _CHRISTMAS,
    "boxing day | st stephen day | saint stephen day | st . stephen day": _fixed(12, 26),
    "kwanzaa": _fixed(12, 26, 7),
    "singles day | double eleven": _fixed(11, 11),
    "girl day": _fixed(3, 7),
    "yuandan": _fixed(1, 1),
    "arbor day": _weekday(-1, _FRI, 4),
    "tree planting day": _fixed(3, 12),
    "world health day": _fixed(4, 7),
    "world environment day": _fixed(6, 5),
    "global youth service day": lambda year: (nth_weekday(year, 4, _FRI, 3), 3),
    "army day": _fixed(1, 15),
    "martyr day": _fixed(1, 30),
    "st david day | saint david day | st . david day": _fixed(3, 1),
    "ambedkar jayanti": _fixed(4, 14),
    "liberation day": _fixed(5, 5),
    "syttende mai": _fixed(5, 17),
    "yoga day | international yoga day | world music day": _fixed(6, 21),
    "kargil victory day": _fixed(7, 26),
    "engineer day": _fixed(9, 15),
    "constitution day | citizenship day": _fixed(9, 17),
    "gandhi jayanti": _fixed(10, 2),
    "feast of st francis of assisi | feast of saint francis of assisi": _fixed(10, 4),
    "air force day": _fixed(10, 8),
    "immaculate conception | feast of the immaculate conception": _fixed(12, 8),
    "navy day": _fixed(12, 4),
    "africa day": _fixed(5, 25),
    "international day of the girl child": _fixed(10, 11),
    "united nation day | un day": _fixed(10, 24),
    "star day": _fixed(7, 7),
    "pearl harbor day | pearl harbor remembrance day": _fixed(12, 7),
    # by weekday
    "martin luther king day | martin luther king jr day | martin luther king jr . day | mlk day | mlk"
    " | martin luther king , jr . day | martin luther king birthday | civil right day"
    " | idaho human right day | dr martin luther king day | dr martin luther king jr day": _weekday(3, _MON, 1),
    "super bowl | super bowl sunday | superbowl | superbowl sunday": _super_bowl,
    "president day | washington birthday | george washington birthday | george washington day | washington day"
    " | daisy gatson bate day | presidents day": _weekday(3, _MON, 2),
    "earth hour": _weekday(-1, _SAT, 3),
    "administrative professional day | admin day | administrative assistant day | secretary day"
    " | admins day": lambda year: (nth_weekday(year, 4, _SAT, -1) - timedelta(3), 1),
    "mother day": _weekday(2, _SUN, 5),
    "mothering sunday | uk mother day": _easter(-21),
    "memorial day | decoration day": _weekday(-1, _MON, 5),
    "spring bank holiday | late may bank holiday": _weekday(-1, _MON, 5),
    "early may bank holiday | may bank holiday": _weekday(1, _MON, 5),
    "august bank holiday | summer bank holiday": _weekday(-1, _MON, 8),
    "victoria day": lambda year: (date(year, 5, 24) - timedelta((date(year, 5, 24).isoweekday() - _MON) % 7), 1),
    "father day": _weekday(3, _SUN, 6),
    "parent day": _weekday(4, _SUN, 7),
    "friendship day": _weekday(1, _SUN, 8),
    "labor day | labour day": _weekday(1, _MON, 9),
    "grandparent day": lambda year: (nth_weekday(year, 9, _MON, 1) + timedelta(6), 1),
    "columbus day | indigenous people day": _weekday(2, _MON, 10),
    "canadian thanksgiving": _weekday(2, _MON, 10),
    "election day": lambda year: (nth_weekday(year, 11, _MON, 1) + timedelta(1), 1),
    "armed force day": _weekday(3, _SAT, 5),
    "commonwealth day": _weekday(2, _MON, 3),
    "melbourne cup day | melbourne cup": _weekday(1, _TUE, 11),
    "national cleanup day": _weekday(3, _SAT, 9),
    "system administrator appreciation day | sysadmin day": _weekday(-1, _FRI, 7),
    "take our daughter and son to work day": _weekday(4, _THU, 4),
    "great american smokeout": _weekday(3, _THU, 11),
    "thanksgiving | thanksgiving day | turkey day | thanks giving | thanks giving day": _weekday(4, _THU, 11),
    "black friday": _weekday(4, _THU, 11, later=1),
    "small business saturday": _weekday(4, _THU, 11, later=2),
    "cyber monday": _weekday(4, _THU, 11, later=4),
    "giving tuesday": _weekday(4, _THU, 11, later=5),
    "blue monday": _weekday(3, _MON, 1),
    "tax day | tax filing day | tax return day": _tax_day,
    "inauguration day": _inauguration_day,
    "daylight saving start | daylight saving day | daylight saving start day | dst start"
    " | daylight saving time start": _daylight_saving_starts,
    "daylight saving end | daylight saving end day | dst end | daylight saving time end": _daylight_saving_ends,
    "civic holiday | british columbia day | natal day | new brunswick day | saskatchewan day"
    " | terry fox day": _weekday(1, _MON, 8),
    "casimir pulaski day": _weekday(1, _MON, 3),
    "patriots day": _weekday(3, _MON, 4),
    "advent | advent sunday | first advent": _weekday_from(_SUN, 11, 27),
    "national volunteer week": _fixed(4, 15, 7),
    "military spouse day": lambda year: (nth_weekday(year, 5, _SUN, 2) - timedelta(2), 1),
    # counted from Easter
    "easter | easter sunday | easter day": _easter(0),
    "easter monday | white monday": _easter(1),
    "easter saturday | holy saturday | black saturday": _easter(-1),
    "good friday | great friday": _easter(-2),
    "maundy thursday | holy thursday | covenant thursday | thursday of mystery": _easter(-3),
    "holy week": _easter(-7, 7),
    "palm sunday | branch sunday": _easter(-7),
    "ash wednesday": _easter(-46),
    "lent": _easter(-46, 46),
    "mardi gra | shrove tuesday | pancake day | pancake tuesday | fat tuesday | mardi gras": _easter(-47),
    "shrove monday | rose monday | shrovetide monday": _easter(-48),
    "shrovetide | shrove": _easter(-49, 3),
    "carnival": _easter(-48, 2),
    "ascension | ascension day | ascension thursday | ascension of jesus": _easter(39),
    "pentecost | whit sunday | whitsun | whitsunday | white sunday": _easter(49),
    "whit monday | pentecost monday | monday of the holy spirit": _easter(50),
    "trinity sunday": _easter(56),
    "corpus christi | corpus christi day | feast of corpus christi": _easter(60),
    "orthodox easter | orthodox easter sunday | pascha | orthodox easter day": _orthodox(0),
    "orthodox easter monday": _orthodox(1),
    "orthodox holy saturday | great saturday | orthodox saturday": _orthodox(-1),
    "orthodox good friday | orthodox great friday": _orthodox(-2),
    "orthodox palm sunday | orthodox branch sunday": _orthodox(-7),
    "lazarus saturday": _orthodox(-8),
    "clean monday | orthodox ash monday | orthodox shrove monday | pure monday | ash monday"
    " | monday of lent | green monday": _orthodox(-48),
    "great lent | great fast | orthodox lent": _orthodox(-48, 40),
    "orthodox ascension | orthodox ascension day": _orthodox(39),
    "orthodox pentecost": _orthodox(49),
    "orthodox whit monday": _orthodox(50),
    # the Hebrew calendar: the days, each of which begins the evening before
    "passover | pesach | pesah | pesakh": _hebrew(1, 15, 8),
    "holocaust day | yom hashoah | yom ha ' shoah | yom ha shoah": _holocaust_day,
    "yom ha'atzmaut | yom haatzmaut | israeli independence day | israel independence day": _independence_of_israel,
    "lag baomer | lag b'omer | lag bomer | lag l'omer": _hebrew(2, 18),
    "shavuot | shavuoth | shovuo | feast of week": _hebrew(3, 6, 2),
    "tisha b'av | tisha bav | ninth of av": _ninth_of_av,
    "rosh hashanah | rosh hashana | rosh ha shanah | jewish new year | yom teruah": _hebrew(7, 1, 2),
    "yom kippur": _hebrew(7, 10),
    "sukkot | sukkoth | succot | feast of tabernacle | feast of booth | feast of the ingathering": _hebrew(
        7, 15, 7
    ),
    "shemini atzeret | shmini atzeret": _hebrew(7, 22),
    "simchat torah": _hebrew(7, 23),
    "hanukkah | chanukah | hannukah | hanukah | chanukkah | festival of light | feast of dedication": _hebrew(
        9, 25, 8
    ),
    "tu bishvat | tu b'shvat | tu bshvat | tu b'shevat": _hebrew(11, 15),
    "purim": _hebrew(12, 14),
    "shushan purim": _hebrew(12, 15),
    # the Islamic calendar
    "islamic new year | muharram | hijri new year | arabic new year | amun jadid": _islamic(1, 1),
    "ashura | day of ashura": _islamic(1, 10),
    "mawlid | mawlid al - nabawi | mawlid an nabi | mawlid al nabi | eid milad | milad un nabi"
    " | prophet birthday | mawlid an - nabi": _islamic(3, 12),
    "hazarat ali birthday | birthday of hazarat ali | ali birthday": _islamic(7, 13),
    "isra and mi'raj | isra and miraj | isra miraj | the prophet ' ascension | the night journey | night journey"
    " | ascension to heaven | laylat al - miraj | isra mi'raj | the prophet ascension": _islamic(7, 27),
    "shab e barat | mid shaban": _islamic(8, 15),
    "ramadan | ramathan | ramazan | ramadhan | ramzan": _ramadan,
    "laylat al - qadr | laylat al qadr | night of power | laylat al - kadr | night of measure"
    " | night of destiny": _islamic(9, 27),
    "jumu'atul - wida | jamat ul - vida | jamat ul vida | jumu'ah tul - wida'a | jamatul wida"
    " | jumu'atul wida": _last_friday_of_ramadan,
    "eid al - fitr | eid al fitr | eid ul - fitr | eid ul fitr | eid | id al - fitr | id ul - fitr"
    " | idul fitri | festival of breaking the fast | eid - al - fitr | eid alfitr | id al fitr"
    " | lesser eid": _islamic(10, 1),
    "arafat day | day of arafah | day of arafat | arafah day | the day of arafah": _islamic(12, 9),
    "eid al - adha | eid al adha | eid ul - adha | eid ul adha | id al - adha | id ul - adha | id ul adha"
    " | sacrifice feast | feast of the sacrifice | festival of sacrifice | bakr id | bakrid | eid - al - adha"
    " | feast of sacrifice | greater eid": _islamic(12, 10),
    # the Chinese calendar and the sun
    "chinese new year | chinese lunar new year | lunar new year | lunar new year day | spring festival"
    " | chinese new year day | tet": _chinese(1, 1),
    "chinese new year eve | lunar new year eve": _chinese(1, 1, later=-1),
    "lantern festival": _chinese(1, 15),
    "dragon boat festival | duanwu festival": _chinese(5, 5),
    "qixi festival": _chinese(7, 7),
    "ghost festival | zhongyuan": _chinese(7, 15),
    "mid - autumn festival | mid autumn festival | moon festival | mid - autumn day | mid autumn day": _chinese(
        8, 15
    ),
    "double ninth festival | chongyang": _chinese(9, 9),
    "qingming | qingming festival | tomb sweeping day | tomb - sweeping day": lambda year: (
        solar_term(year, 15, 4, 5),
        1,
    ),
    # the Hindu, Jain and Sikh calendars
    "ugadi | yugadi | gudi padwa | samvatsaradi | chaitra sukladi | chaitra sukhladi | chaitra shukladi"
    " | gudhi padwa | cheti chand | hindu new year | navreh": _hindu(1, 1),
    "rama navami | ram navami | sri rama navami": _hindu(1, 9, _NOON),
    "mahavir jayanti | mahaveer janma kalyanak | mahavir janma kalyanak | mahaveer jayanti": _hindu(1, 13),
    "hanuman jayanti": _hindu(1, 15),
    "akshaya tritiya": _hindu(2, 3),
    "vesak | vaisakha | buddha purnima | buddha jayanti | vesak day | buddha day | vaisakhi purnima"
    " | buddha birthday"
    " | vaisak": _hindu(2, 15),
    "ratha yatra | rath yatra": _hindu(4, 2),
    "guru purnima": _hindu(4, 15),
    "raksha bandhan | rakhi | rakshabandhan": _hindu(5, 15, _AFTERNOON),
    "krishna janmashtami | janmashtami | gokulashtami | sri krishna jayanti | ashtami rohini": _hindu(
        5, 23, _MIDNIGHT
    ),
    "ganesh chaturthi | vinayaka chaturthi | vinayaka chavithi": _hindu(6, 4, _NOON),
    "navaratri | navratri | durga puja | durga utsava": _hindu(7, 1, length=10),
    "maha saptami": _hindu(7, 7),
    "maha ashtami | durga ashtami": _hindu(7, 8),
    "maha navami": _hindu(7, 9),
    "dussehra | vijayadashami | vijaya dashami | dasara | dussera": _hindu(7, 10, _AFTERNOON),
    "pargat diwa | maharishi valmiki jayanti | valmiki jayanti | pargat diwas": _hindu(7, 15),
    "karva chauth | karaka chaturthi": _hindu(7, 19, 20.0),
    "dhantera | dhanteras | dhanatrayodashi": _hindu(7, 28, _DUSK),
    "naraka chaturdashi | choti diwali | chhoti diwali | kali chauda | kali chaudas | rup chauda | roop chaudas"
    " | naraka nivaran chaturdashi | roop chaturdashi | bhoot chaturdashi": _hindu(7, 29, 29.0, later=1),
    "diwali | deepavali | divali | lakshmi puja | kartik deepavali | diwali day | tihar": _DIWALI,
    "govardhan puja | annakut | bali pratipada | vikram samvat new year | gujarati new year": _hindu(8, 1),
    "bhai dooj | bhaubeej | bhai bij | bhai phota | bhratri dwitiya": _hindu(8, 2, _AFTERNOON),
    "chhath | chhath puja | dala puja | surya shashthi | dala chhath": _hindu(8, 6),
    "guru nanak jayanti | guru nanak gurpurab | guru nanak birthday": _hindu(8, 15),
    "guru gobind singh jayanti | guru gobind singh birthday | guru gobind singh gurpurab"
    " | guru govind singh jayanti": _hindu(10, 7),
    "vasant panchami | basant panchami | saraswati puja": _hindu(11, 5, 9.0),
    "guru ravidass jayanti | guru ravidas jayanti | guru ravidass birthday | guru ravida jayanti": _hindu(11, 15),
    "maharishi dayananda saraswati jayanti | dayananda saraswati jayanti": _hindu(11, 25),
    "maha shivaratri | mahashivratri | maha shivratri | shivaratri": _hindu(11, 29, _MIDNIGHT),
    "holika dahan | chhoti holi | choti holi | kamudu pyre": _hindu(12, 15, _DUSK),
    "holi | dhulandi | phagwah | rangwali holi | dhuleti | dol purnima": _HOLI,
    "bhogi | bogi pandigai | bhogi pandigai | bogi": _harvest(-1),
    "lohri": lambda year: (sankranti(year, 9, 1, 14) - timedelta(1), 1),
    "pongal | thai pongal | makar sankranti | makara sankranti | makara sankranthi | maghi | uttarayan"
    " | pongal festival": _harvest(0),
    "mattu pongal | maattu pongal": _harvest(1),
    "kaanum pongal | kanni pongal": _harvest(2),
    "vaisakhi | baisakhi | vaisakhadi | vasakhi | vaishakhi | mesadi | puthandu | vishu": lambda year: (
        sankranti(year, 0, 4, 14),
        1,
    ),
    "rabindra jayanti | rabindranath jayanti": lambda year: (sankranti(year, 0, 4, 14) + timedelta(25), 1),
    "onam | thiru onam | thiruvonam": lambda year: (onam(year), 1),
    "parsi new year | jamshedi navroz": _parsi_new_year,
    "nowruz | navroz | persian new year": _fixed(3, 21),
}
"""Names, separated by bars, and rules. Plurals and 's make no difference."""


@dataclass(slots=True)
class _Branch:
    """Where the names go on after some words of them, and the holiday that these words name already."""

    deeper: dict[str, "_Branch"] = field(default_factory=dict)
    named: Observance | None = None


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _tree() -> _Branch:
    """The names as a tree of words, so that a name is found word by word and the longest one wins."""
    root = _Branch()
    for names, rule in HOLIDAYS.items():
        observance = Observance(rule)
        for name in names.split("|"):
            branch = root
            for word in name.split():
                branch = branch.deeper.setdefault(_stem(word), _Branch())
            branch.named = observance
    return root


_TREE = _tree()
FIRST_WORDS: Final = frozenset(word for stem in _TREE.deeper for word in (stem, stem + "s"))
"""The words with which the name of a holiday begins."""


def holiday(phrase: Phrase, at: int) -> tuple[Observance, int] | None:
    """The holiday with the longest name that stands there."""
    longest: tuple[Observance, int] | None = None
    branch = _TREE.deeper.get(_stem(phrase.texts[at]))
    while branch is not None:
        at = phrase.skip(at + 1, "'s", "'")
        if branch.named:
            longest = branch.named, at
        branch = branch.deeper.get(_stem(phrase.texts[at]))
    return longest

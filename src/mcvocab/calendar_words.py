"""Months, days of the week and the small words between dates in other languages, put into English.

The months stand in the forms in which dates are written, the cases of a day and the short ones. A name that means two
months, as “listopad” does in Polish and in Croatian, is left out.
"""

from __future__ import annotations

import re

from mcvocab.expression import expression

_MONTHS = {
    "January": (
        "januar jänner jan janvier janv enero ene gennaio genn gen janeiro januari gener stycznia styczeń sty "
        "leden ledna január januára tammikuu tammikuuta tammikuun januára siječnja siječanj ianuarie ian "
        "ιανουαρίου ιανουάριος ocak января январь янв січня січень ionawr eanáir jaanuar faoilleach fhaoilleach"
    ),
    "February": (
        "februar feber feb febr février févr fév fevrier febrero febbraio febb fevereiro fev februari febrer "
        "lutego luty lut únor února február februára helmikuu helmikuuta helmikuun veljače veljača februarie "
        "φεβρουαρίου φεβρουάριος şubat subat февраля февраль фев февр лютого лютий chwefror feabhra veebruar "
        "gearran ghearran"
    ),
    "March": (
        "märz marz mär mrz mars marzo março marco maart mrt març marts marca marzec marzo mar března březen marec "
        "márciusi március márc maaliskuu maaliskuuta maaliskuun ožujka ožujak martie μαρτίου μάρτιος mart марта "
        "март мар березня березень mawrth márta märts màrt mhàrt"
    ),
    "April": (
        "april apr avril avr abril abr aprile kwietnia kwiecień kwi dubna duben apríl apríla április ápr huhtikuu "
        "huhtikuuta huhtikuun travnja travanj aprilie απριλίου απρίλιος nisan апреля апрель апр квітня квітень "
        "ebrill aibreán aprill giblean ghiblean"
    ),
    "May": (
        "mai mayo maggio magg mag maio mei maig maj maja května květen máj mája május toukokuu toukokuuta "
        "toukokuun svibnja svibanj μαΐου μάιος mayıs мая май травня травень bealtaine cèitean chèitean"
    ),
    "June": (
        "juni juin junio jun giugno giu junho juny czerwca czerwiec cze června červen jún júna június jún junij "
        "juuni ògmhios kesäkuu kesäkuuta kesäkuun lipnja lipanj iunie iun ιουνίου ιούνιος haziran июня июнь июн "
        "червня червень mehefin meitheamh"
    ),
    "July": (
        "juli juillet juil julio luglio lug julho juliol lipca lipiec července červenec júl júla július heinäkuu "
        "heinäkuuta heinäkuun srpnja srpanj iulie iul ιουλίου ιούλιος temmuz июля июль июл липня липень "
        "gorffennaf iúil"
    ),
    "August": (
        "august aug août aout agosto ago augustus augusti agost sierpnia sierpień sie srpna srpen augusta avgust "
        "lùnastal augusztus elokuu elokuuta elokuun kolovoza kolovoz αυγούστου αύγουστος ağustos августа август "
        "авг серпня серпень awst lúnasa"
    ),
    "September": (
        "september sept sep septembre septiembre setiembre settembre sett set setembro września wrzesień wrz září "
        "septembra szeptember szept syyskuu syyskuuta syyskuun rujna rujan septembrie σεπτεμβρίου σεπτέμβριος "
        "eylül сентября сентябрь сен сент вересня вересень medi sultain"
    ),
    "October": (
        "oktober okt octobre octubre ottobre ott outubro out października październik paź října říjen október "
        "októbra lokakuu lokakuuta lokakuun octombrie οκτωβρίου οκτώβριος ekim октября октябрь окт жовтня жовтень "
        "hydref oktoober dàmhair"
    ),
    "November": (
        "november nov novembre noviembre novembro novembra marraskuu marraskuuta marraskuun studenoga studeni "
        "noiembrie νοεμβρίου νοέμβριος kasım ноября ноябрь ноя листопада tachwedd samhain"
    ),
    "December": (
        "dezember dez décembre decembre déc diciembre dic dicembre dezembro desembre desember des grudnia "
        "grudzień gru prosince prosinec decembra joulukuu joulukuuta joulukuun prosinca prosinac decembrie "
        "δεκεμβρίου δεκέμβριος aralık декабря декабрь дек грудня грудень rhagfyr nollaig detsember dùbhlachd"
    ),
}
_ENGLISH = (
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec"
)
_DAYS = (
    "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday mo "
    "montag di dienstag mi mittwoch donnerstag fr freitag sa samstag sonnabend so sonntag lundi mardi "
    "mercredi jeudi vendredi samedi dimanche lun lunes martes miércoles miercoles jueves viernes sábado "
    "sabado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag "
    "donderdag vrijdag zaterdag zondag mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag "
    "lördag söndag poniedziałek wtorek środa czwartek piątek sobota niedziela"
)
_NOTHING = "de del der den dem dhen le les el los am an t of the год года г roku r"
_FROM = "from vom von ab du dal dall da desde från fra van od с з"
_TO = "to until till bis au al a até hasta til tot do до по"

_WORDS = {
    **{word: month for month, words in _MONTHS.items() for word in words.split()},
    **{word: word for word in _ENGLISH.split()},
    **dict.fromkeys(_DAYS.split(), ""),
    **dict.fromkeys(_NOTHING.split(), ""),
    **dict.fromkeys(_FROM.split(), "from"),
    **dict.fromkeys(_TO.split(), "to"),
}
_WORD = expression(r"(?P<word>[^\W\d_]+)(?:\.(?!\d))?,?")
_ORDINAL = expression(
    r"(?<!\d)(\d{1,2})(?:\.(?=\s*[^\W\d_]|\s*[-–—])|\.\s*[º°]|[º°]|(?:er|e|ος)(?=\s))", re.IGNORECASE
)
_YEAR_FIRST = expression(r"([0-9]{4})\.? ([A-Z][a-z]+) ([0-9]{1,2})\.?")
_BY_SIGNS = expression(
    r"([0-9]{4})\s*[年년]\s*([0-9]{1,2})\s*[月월]\s*([0-9]{1,2})\s*[日일](?:\s*[(（][^\W\d_]{1,3}[)）])?"
)


def in_english(text: str) -> str:
    """A date, or a run of days, with its words in English; empty where a word of it is none of dates.

    >>> in_english("3. März 2026"), in_english("du 12 au 14 mai 2026"), in_english("DEL 13 AL 17 DE ENERO DEL 2026")
    ('3 March 2026', 'from 12 to 14 May 2026', '13 to 17 January 2026')
    >>> in_english("2026年4月1日（水）"), in_english("Frühling 2026")
    ('2026-04-01', '')
    """
    signs = _BY_SIGNS.sub(lambda found: f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}", text)
    if signs != text:
        return signs if not _WORD.search(signs) else ""
    plain = _ORDINAL.sub(r"\1", text)
    words = [found["word"].casefold() for found in _WORD.finditer(plain)]
    if not words or not all(word in _WORDS for word in words):
        return ""
    put = " ".join(_WORD.sub(lambda found: f" {_WORDS[found['word'].casefold()]} ", plain).split())
    return _YEAR_FIRST.sub(r"\3 \2 \1", put)

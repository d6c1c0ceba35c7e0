"""Units of time in other languages, put into English for the patterns that read them; the writer's words are kept.

Lessons (“UE”, “horas-aula”, “academic hours”) stand here as little as in English: they are shorter than hours.
"""

from __future__ import annotations

import re
from functools import cache

from mcvocab.values import dataclass

_WORDS = {
    "hour": (
        "heure stunde hora ora uur timme tunti tundi godzina hodina óra ώρα saat sat час година ură awr uair ura"
    ),
    "hours": (
        "heures stunden std horas ore uren timer timmar tuntia tuntien godziny godzin godz hodiny hodin hod "
        "ώρες sati sata часа часов години годин oriau uaireanta ure ur tundi"
    ),
    "minutes": (
        "minute minuten minuto minutos minuti minutter minuter minuty minut minutes minuttia perc λεπτά "
        "dakika минут минуты хвилин munud"
    ),
    "half day": "demi-journée demi-journee halvdag",
    "half days": "demi-journées demi-journees",
    "day": (
        "jour journée tag día dia giorno giornata dag dzień den päivä päev nap ημέρα μέρα gün dan день zi diwrnod"
    ),
    "days": (
        "jours journées tage tagen días dias giorni giornate dagen dage dager dagar dni dny dnů dní päivää "
        "päeva ημέρες μέρες dana дня дней дні днів zile diwrnodau"
    ),
    "week": (
        "semaine woche semana settimana uge uke vecka tydzień tyg týden viikko nädal hét εβδομάδα hafta "
        "tjedan неделя тиждень săptămână wythnos seachtain setmana"
    ),
    "weeks": (
        "semaines wochen semanas settimane weken uger uker veckor tygodnie tygodni týdny týdnů viikkoa "
        "nädalat εβδομάδες tjedna tjedana недели недель тижні тижнів săptămâni seachtainí setmanes"
    ),
    "month": (
        "monat mes mese maand måned månad miesiąc mies měsíc kuukausi hónap μήνας ay mjesec месяц місяць lună mis"
    ),
    "months": (
        "mois monate monaten meses mesi maanden måneder månader miesiące miesięcy měsíce měsíců kuukautta "
        "μήνες mjeseca mjeseci месяца месяцев місяці місяців luni misoedd mesos"
    ),
    "year": "an année jahr año ano anno jaar rok vuosi έτος yıl godina рік",
    "years": "ans années jahre jahren años anos anni år lata lat roky vuotta χρόνια έτη godine лет роки років",
    "semester": "semestre semestr lukukausi семестр",
    "semesters": "semestres semestri semestry",
    "per": "par pro por",
    "weekly": (
        "wöchentlich hebdomadaires hebdomadaire semanales semanal settimanali settimanale wekelijks "
        "tygodniowo týdně ugentligt viikossa"
    ),
    "daily": "täglich dagelijks",
    "about": "environ env etwa rund aproximadamente aprox ungefähr około cca noin ongeveer cirka omkring",
    "for": "durante pendant während gedurende",
    "over": "sur über verteilt su",
    "total": "insgesamt gesamt totales totale totaal łącznie celkem yhteensä totalt",
    "study": "études étude estudio studio estudo",
    "work": "travail trabajo trabalho lavoro arbeit",
    "of": "de di",
    "to": "bis",
    "and": "und et",
}
_PHRASES = {
    "up to": ("bis zu", "jusqu'à", "jusqu’à", "fino a", "op til", "upp till", "inntil"),
    "at least": ("au moins", "al menos", "almeno", "mindestens", "minstens", "pelo menos", "co najmniej"),
    "per week": ("a la semana", "a la setmana", "alla settimana", "a settimana", "à semana", "na tydzień", "i veckan",
                 "om ugen", "per uke", "i uka", "в неделю"),
    "per day": ("al día", "al giorno", "ao dia", "na dzień", "om dagen", "per dag"),
    "per month": ("al mes", "al mese", "ao mês", "par mois", "im monat"),
}  # fmt: skip
_SIGNS = {
    "hours": ("時間", "小時", "小时", "시간"),
    "minutes": ("分鐘", "分钟", "分", "분"),
    "days": ("日間", "日", "天", "일"),
    "weeks": ("週間", "週", "周", "주"),
    "months": ("ヶ月", "か月", "カ月", "個月", "个月", "개월"),
    "years": ("年間", "年", "년"),
}
_BETWEEN_NUMBERS = r"(?<=[0-9])\s+(?:a|à)\s+(?=[0-9])"


@dataclass(frozen=True, slots=True)
class Put:
    """A text put into English, and which of its pieces stand for which of the writer's."""

    text: str
    original: str
    pieces: tuple[tuple[int, int, int, int], ...]
    """Each piece of the English text, and the one of the original that it stands for, by beginning and end."""

    def own(self, part: str) -> str:
        """The writer's own words for a part of the English text."""
        begin = self.text.find(part)
        if not part or begin < 0:
            return part
        return self.original[self._place(begin, 0) : self._place(begin + len(part), 1)]

    def _place(self, at: int, end: int) -> int:
        for start, stop, first, last in self.pieces:
            if start + end <= at < stop + end:
                copied = self.text[start:stop] == self.original[first:last]
                return first + at - start if copied else last if end else first
        return len(self.original)


def in_english(text: str) -> Put | None:
    """A text with its units of time in English; None where it has none in another language.

    >>> put = in_english("3 jours (21 heures)")
    >>> put.text, put.own("3 days")
    ('3 days (21 hours)', '3 jours')
    >>> in_english("20時間").text, in_english("16 UE")
    ('20 hours', None)
    """
    pattern, meant = _table()
    pieces: list[tuple[int, int, int, int]] = []
    english, done = "", 0
    for match in pattern.finditer(text):
        word = (match["sign"] or match[0]).casefold().rstrip(".")
        said = " to " if match["between"] else meant[word]
        said = f" {said}" if match["sign"] else said
        for put, first, last in (
            (text[done : match.start()], done, match.start()),
            (said, match.start(), match.end()),
        ):
            pieces.append((len(english), len(english) + len(put), first, last))
            english += put
        done = match.end()
    if not pieces:
        return None
    pieces.append((len(english), len(english) + len(text) - done, done, len(text)))
    return Put(english + text[done:], text, tuple(pieces))


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the words, and what each means."""
    words = {word: english for english, ours in _WORDS.items() for word in ours.split()}
    words |= {phrase: english for english, phrases in _PHRASES.items() for phrase in phrases}
    signs = {sign: english for english, ours in _SIGNS.items() for sign in ours}

    def longest_first(found: dict[str, str]) -> str:
        return "|".join(map(re.escape, sorted(found, key=len, reverse=True)))

    pattern = re.compile(
        rf"(?P<between>{_BETWEEN_NUMBERS})|(?<![^\W\d_])(?<!-)(?:{longest_first(words)})(?![^\W\d_-])\.?"
        rf"|(?<=[0-9])\s*(?P<sign>{longest_first(signs)})",
        re.IGNORECASE,
    )
    return pattern, {word.casefold(): english for word, english in (words | signs).items()}

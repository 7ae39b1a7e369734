"""What became of something that was to be a number: a value, nothing, a doubt to ask about, or no number at all.

0 is a value and blank is not; whatever could be either, or could differ by a factor of a thousand, is asked back.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

PERCENT_WORDS = frozenset({"%", "persen", "prosen", "persentase"})
RUPIAH_WORDS = frozenset({"rp", "rupiah", "idr"})
_COUNTED = (
    "aduan aparatur aplikasi asn berita berkas buah data desa dokumen domain eksemplar instansi insiden judul kali "
    "kasus kecamatan kegiatan kelompok kelurahan konten laporan layanan lembaga lembar lokasi naskah opd orang paket "
    "pegawai pengaduan permohonan peserta publikasi rekomendasi regulasi sistem situs titik unit video website"
)
COUNTED_WORDS = frozenset({*_COUNTED.split(), "perangkat daerah"})
"""Satuan that are counted one by one, so that a fraction of one makes no sense."""
_UNBRACKETED = str.maketrans("().", "   ")


class Measure(Enum):
    """What a number is written in, so far as it changes how it is read."""

    NONE = "none"
    PERCENT = "percent"
    RUPIAH = "rupiah"


@dataclass(frozen=True)
class Expected:
    """What a field is to hold, so far as it decides between two ways to read it; it is no check of the value.

    With `whole` a fraction is refused, so an indicator of counts that takes an average is to be read without it.
    """

    measure: Measure = Measure.NONE
    satuan: str | None = None  # as the indicator has it; None where it is not known: any measure is taken
    whole: bool = False
    most: Decimal | None = None  # what the value can hardly exceed; decides only between two ways to read one text

    @classmethod
    def of(cls, satuan: str, most: Decimal | None = None) -> Expected:
        """Return what an indicator with this satuan holds: percent, rupiah, a whole count, or any number."""
        words = satuan.lower().translate(_UNBRACKETED).split()
        if "%" in satuan or (words and PERCENT_WORDS.issuperset(words)):
            return cls(Measure.PERCENT, satuan, most=most)
        if words and RUPIAH_WORDS.issuperset(words):
            return cls(Measure.RUPIAH, satuan, most=most)
        return cls(Measure.NONE, satuan, " ".join(words) in COUNTED_WORDS, most)

    @property
    def is_known(self) -> bool:
        """Whether it is known what the number is written in."""
        return self.satuan is not None or self.measure is not Measure.NONE

    def takes(self, measure: Measure) -> bool:
        """Tell whether a number written in `measure` may stand here; one without any always may."""
        return measure in (Measure.NONE, self.measure) or not self.is_known

    def fits(self, number: Decimal) -> bool:
        """Tell whether `number` makes sense here."""
        return (is_whole(number) or not self.whole) and (self.most is None or number.copy_abs() <= self.most)


ANYTHING = Expected()


class Doubt(Enum):
    """Why a person has to say which number was meant."""

    MARK = "mark"  # one dot or comma before three digits: thousands or a fraction
    SCALE = "scale"  # "M": miliar, but some mean juta
    ABSENCE = "absence"  # "nihil", "-": zero, or nothing to report
    NEGATIVE = "negative"  # "(5)" or "- 5": below zero, or a bracket and a dash for show
    SPACED = "spaced"  # "1 250": thousands, or two numbers
    LOOKALIKE = "lookalike"  # letters that look like digits
    SHARE = "share"  # "15 dari 16" where a percentage belongs
    HUNDREDFOLD = "hundredfold"  # a cell with 0.9375 where 93.75 percent may be meant, or the other way round


class Fault(Enum):
    """Why something is no number."""

    WORDS = "words"  # no digit in it
    WORDS_AROUND = "words_around"  # a number among other words
    SEVERAL = "several"  # more than one number
    OTHER_MEASURE = "other_measure"  # written in something that is not the indicator's satuan
    NOT_WHOLE = "not_whole"  # a fraction of what is counted one by one
    MARKS = "marks"  # dots, commas or spaces that form no number
    SIGNS = "signs"
    APPROXIMATE = "approximate"  # "± 15", "sekitar 15"
    BOUND = "bound"  # ">90", "minimal 90"
    RANGE = "range"  # "90-95"
    SHARE = "share"  # "15 dari 16" where no percentage belongs
    SHARE_OF_NOTHING = "share_of_nothing"  # "0 dari 0"
    DATE = "date"
    CLOCK = "clock"  # "2:30"
    EXPONENT = "exponent"  # "1,2E+08": a spreadsheet has left digits out
    TOO_LONG = "too_long"  # more digits than any figure of an office has
    FORMULA = "formula"  # the text of a formula
    CELL_ERROR = "cell_error"  # "#DIV/0!"
    TRUTH = "truth"  # TRUE or FALSE
    UNREADABLE = "unreadable"  # control characters, infinity


@dataclass(frozen=True)
class Value:
    """A number as it was meant, exactly; `measure` is what was seen beside it (93.75 for `93,75%`).

    Zeros at the end of a fraction stay as they were written; they make no difference to equality.
    """

    number: Decimal
    measure: Measure = Measure.NONE


@dataclass(frozen=True)
class Blank:
    """Nothing to report; `said` is what was written to say so (`n/a`), empty for an empty field."""

    said: str = ""


@dataclass(frozen=True)
class Ambiguous:
    """A text that may mean any of `readings` (one, to be confirmed, or up to eight), the likeliest first."""

    doubt: Doubt
    text: str
    readings: tuple[Value | Blank, ...]


@dataclass(frozen=True)
class NotANumber:
    """A text that is not taken for a number; `part` is what of it is at fault, where that is known."""

    fault: Fault
    text: str
    part: str = ""


Reading = Value | Blank | Ambiguous | NotANumber


def is_whole(number: Decimal) -> bool:
    """Tell whether `number` (finite) has no fraction, however it is written."""
    return number == number.to_integral_value()

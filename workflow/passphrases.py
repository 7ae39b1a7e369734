"""Finds a passphrase, password, PIN or one-time code in what somebody wrote; the bot asks for none and keeps none.

What speaks of passwords without telling one ("kata sandi sudah diganti", "3 insiden kebocoran password") is data.
"""

import re
import unicodedata

_PHRASE = r"(?:pass\s?phrase|frasa\s+sandi|frase\s+sandi|sandi\s+tte)"
_WORD = r"(?:kata\s?sandi|password|pasword|passwd|pwd|pw|sandi)"
_CODE = r"(?:pin|otp|kode\s+otp|kode\s+verifikasi)"
_OF_WHAT = (
    r"(?:\s+(?:untuk|dari|akun|login|email|surel|e-?sign|esign|bsre|tte|srikandi|sipd|e-?kinerja|wifi|kantor|dinas|"
    r"komputer|laptop|hp|telegram|baru|lama|bapak|ibu|pak|bu|kami|anda|admin)){0,4}"
)
_IS = r"(?:adalah|yaitu|ialah|itu)"
_LINK = rf"(?:\s*[:=]\s*|(?:nya|ku)?\s+{_IS}\s+|(?:nya|ku)\s+|\s+(?:saya|aku)(?:\s+{_IS}|\s*[:=])?\s+)"
_SAID = re.compile(
    rf"\b(?:(?P<phrase>{_PHRASE})|(?P<word>{_WORD})|(?P<code>{_CODE})){_OF_WHAT}{_LINK}(?P<rest>[^\n]+)",
    re.IGNORECASE,
)
_CODE_AT_ONCE = re.compile(rf"\b{_CODE}\s+(?P<rest>\d{{4,8}})\b", re.IGNORECASE)
_ORDINARY = re.compile(
    r"sudah|belum|tidak|tak|bukan|telah|akan|harus|perlu|wajib|jangan|lupa|hilang|salah|benar|kosong|ada|(?:di)?ganti|"
    r"(?:di)?ubah|dibuat|bocor|aman|kuat|lemah|terblokir|k[ae]daluw?arsa|yang|agar|untuk|di|ke|dari|dengan|pada|oleh|dan|"
    r"atau|masih|sedang|bisa|dapat|mohon|minimal|maksimal|berapa|apa|dimana|bagaimana|siapa|tolong|kenapa|mengapa|"
    r"seluruh|semua|jumlah|persentase|nihil|rahasia",
    re.IGNORECASE,
)
"""With these a sentence goes on that tells no secret."""
_SIGNS = re.compile(r"[^A-Za-z]")
_SMALL_NUMBER = re.compile(r"[\d.,]{1,3}%?\Z|[\d.,]+%\Z")
_FRAME = "\"'`“”‘’«»()[]<>*_.,;"


def has_passphrase(text: str) -> bool:
    """Tell whether somebody told a passphrase, password, PIN or one-time code."""
    plain = unicodedata.normalize("NFKC", text)
    return bool(_CODE_AT_ONCE.search(plain)) or any(_tells(said) for said in _SAID.finditer(plain))


def _tells(said: re.Match[str]) -> bool:
    """Tell whether what follows is the secret itself."""
    words = said["rest"].split()
    first = words[0].strip(_FRAME) if words else ""
    if not first or _ORDINARY.fullmatch(first) or _SMALL_NUMBER.match(first):
        return False
    if said["code"]:
        return first.isdigit() and 4 <= len(first) <= 8
    if said["phrase"]:
        return True
    is_alone = len(words) == 1
    return len(first) >= 4 and (is_alone or _is_odd(first))


def _is_odd(word: str) -> bool:
    """Tell whether a word is none of a sentence's: with digits or signs in it, or capitals inside."""
    return bool(_SIGNS.search(word)) or (word != word.lower() and word != word.capitalize() and not word.isupper())

"""What is wrong with something that a person typed, by the field's own name."""

from __future__ import annotations

from markupsafe import Markup

from handlers.texts.words import fill
from workflow.refusals import InvalidFieldError

FIELDS = {
    "reason": "Alasan",
    "text": "Teks",
    "note": "Catatan",
    "number": "Nomor surat",
    "agenda_number": "Nomor agenda",
    "subject": "Hal",
    "requests": "Dengan hormat harap",
    "recipients": "Penerima",
    "opened_at": "Waktu mulai",
    "quarter": "Triwulan",
    "units": "Unit kerja",
    "unit_ids": "Unit kerja",
    "directions": "Arahan",
    "items": "Rencana aksi",
    "action": "Rencana aksi",
    "responsible": "Penanggung jawab",
    "due_on": "Batas waktu",
    "days": "Jumlah hari",
    "status": "Status",
    "evidence": "Catatan atau bukti",
    "done_when": "Indikator selesai",
    "resources": "Sumber daya",
}
_LISTS = frozenset({"requests", "items"})
_OWN_WORDS = {
    (
        "reason",
        InvalidFieldError.MISSING,
    ): "Alasan belum diisi atau terlalu pendek; tulis paling sedikit {limit} huruf.",
    ("recipients", InvalidFieldError.MISSING): "Penerima belum lengkap: Sekretaris (disposisi) atau Tim Monev (arahan) "
    "harus ada. Bila jabatannya belum terdaftar, hubungi admin kantor.",
    ("units", InvalidFieldError.MISSING): "Kantor ini belum punya unit kerja. Mohon hubungi admin kantor.",
    ("due_on", InvalidFieldError.IN_THE_PAST): "Batas waktu sudah lewat. Tulis hari ini atau sesudahnya.",
    ("days", InvalidFieldError.UNKNOWN): "Jumlah hari harus 1 sampai {limit} hari kerja.",
    ("requests", InvalidFieldError.MISSING): "Pilih paling sedikit satu permintaan, atau tulis catatan.",
}
_FAULTS = {
    InvalidFieldError.MISSING: "{field} belum diisi. Silakan isi dahulu.",
    InvalidFieldError.TOO_LONG: "{field} terlalu panjang: paling banyak {limit} huruf.",
    InvalidFieldError.IN_THE_PAST: "{field} sudah lewat. Tulis waktu yang akan datang.",
    InvalidFieldError.UNKNOWN: "{field} tidak dikenal. Mohon pilih atau tulis lagi.",
    InvalidFieldError.DUPLICATE: "{field} tertulis lebih dari satu kali. Hapus salah satunya.",
}


def invalid_field(error: InvalidFieldError) -> Markup:
    """Say which field is wrong, how, and what fits."""
    pattern = _OWN_WORDS.get((error.field, error.fault)) or _FAULTS[error.fault]
    if error.field in _LISTS and error.fault == InvalidFieldError.TOO_LONG:
        pattern = "{field} terlalu banyak atau terlalu panjang: paling banyak {limit}."
    return fill(pattern, field=FIELDS.get(error.field, "Isian"), limit=error.limit or "beberapa")

"""The verbs of a FigureDraft's buttons, which its screens make and its modules answer."""

from __future__ import annotations

OPEN, ASK, SAME, NO_DATA, SKIP, BACK, CHOOSE, LEVEL, CLEAR, NEXT, DONE = (
    "angka_buka",
    "angka_tanya",
    "angka_tl",
    "angka_nihil",
    "angka_lewat",
    "angka_mundur",
    "angka_pilih",
    "angka_skala",
    "angka_kosong",
    "angka_lanjut",
    "angka_cukup",
)
DOWNLOAD = "angka_format"
LIST, MEND, TICK, TAKE, TIE, USE, SEND, AGAIN, LEAVE = (
    "angka_daftar",
    "angka_perbaiki",
    "angka_centang",
    "angka_pakai",
    "angka_tali",
    "angka_yakin",
    "angka_kirim",
    "angka_unggah",
    "angka_batal",
)

"""The words of the table of who may do what."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handlers.texts.laporan import LABELS
from workflow.access_table import GIVERS, HOLDERS, OWN_UNIT, RECIPIENTS, AccessRow
from workflow.cycle import Phase
from workflow.office import SOP_ROLES, Role
from workflow.papers.kinds import PaperKind

KINDS = {"command": "Langkah SOP", "office": "Kantor", "paper": "Dokumen"}
ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.KEPALA_DINAS: "Kepala Dinas",
        Role.SEKRETARIS: "Sekretaris",
        Role.TIM: "Tim",
        Role.PERENCANAAN: "Perencanaan",
        Role.KABID: "Kabid",
        Role.KASI: "Kasi",
        Role.STAF: "Staf",
        Role.ADMIN: "Admin",
    }
)
BOUNDS = {
    "": "",
    OWN_UNIT: "unitnya sendiri",
    RECIPIENTS: "penerima suratnya",
    HOLDERS: "pemegang tugasnya",
    GIVERS: "pemberi tugasnya",
}
PHASES = {
    Phase.ACTING: "",
    Phase.TO_ORDER: " (belum diperintahkan)",
    Phase.FILLING: " (mengisi)",
    Phase.CHECKING: " (diperiksa)",
}
ACTS: Mapping[str, str] = MappingProxyType(
    {
        "IssueDisposisi": "membuat dan mengirim disposisi",
        "WithdrawDisposisi": "menarik disposisi yang belum dibaca",
        "ReadDisposisi": "membaca disposisi",
        "AcceptDisposisi": "menerima disposisi",
        "ReturnDisposisi": "mengembalikan disposisi",
        "DirectTeam": "memberi arahan kepada Tim",
        "ReadDirection": "membaca arahan",
        "AcceptDirection": "menerima arahan",
        "RemindRecipient": "mengingatkan penerima surat",
        "RecordCoordination": "mencatat koordinasi",
        "OrderCollection": "memerintahkan pengumpulan data",
        "SubmitDraft": "mengirim data unit kepada Kabid",
        "ReadDraft": "membaca data unit yang diperiksa",
        "WithdrawDraft": "menarik data yang belum dibaca",
        "ReturnDraft": "mengembalikan data kepada pengisinya",
        "SendData": "meneruskan data ke Perencanaan",
        "NoteEvaluation": "menulis catatan evaluasi",
        "AcceptData": "menerima data unit",
        "ReturnData": "mengembalikan data unit",
        "ReopenData": "membuka kembali data yang terkunci",
        "ProceedWithout": "melanjutkan tanpa data suatu unit",
        "SubmitReport": "menyampaikan laporan",
        "ReturnReport": "mengembalikan laporan",
        "GiveDirections": "memberi arahan kepada unit",
        "SubmitPlan": "mengirim rencana tindak lanjut",
        "ReportFollowUp": "melaporkan tindak lanjut",
        "VerifyFollowUp": "memverifikasi tindak lanjut",
        "ReturnFollowUp": "mengembalikan laporan tindak lanjut",
        "PromiseWork": "berjanji kapan selesai",
        "AskForHelp": "meminta bantuan",
        "AskExtension": "meminta perpanjangan",
        "GrantExtension": "menyetujui perpanjangan",
        "RefuseExtension": "menolak perpanjangan",
        "MoveDeadlines": "menggeser batas mengikuti kalender",
        "keep_calendar": "mengubah kalender kantor",
        "change_office": "mengubah pegawai, jabatan, unit, Plh., dan Plt.",
        "keep_indicators": "mengubah indikator",
        "let_in": "mengundang, memastikan orangnya, memutus telepon yang hilang",
        "see_readiness": "melihat kesiapan triwulan",
        "see_register": "melihat register kantor",
        "propose_stand_in": "mengusulkan Plh. untuk jabatannya sendiri",
        "answer_stand_in": "menyetujui atau menolak usul Plh. (sebagai atasan langsung)",
        "see_holders": "melihat pemegang jabatan",
    }
)
PAPERS: Mapping[PaperKind, str] = MappingProxyType(
    {
        **LABELS,
        PaperKind.TIMELINE: "Garis waktu",
        PaperKind.PLAN_WORKBOOK: "Format rencana tindak lanjut (Excel)",
        PaperKind.UNIT_WORKBOOK: "Format isian unit (Excel)",
        PaperKind.MARKED_WORKBOOK: "Isian yang ditandai (Excel)",
        PaperKind.INDICATOR_TEMPLATE: "Format daftar indikator (Excel)",
        PaperKind.MANUAL_LIST: "Daftar untuk bekerja di atas kertas",
        PaperKind.CALL_LIST: "Daftar telepon surat yang belum dibaca",
        PaperKind.BLANK_FORMS: "Formulir kosong",
        PaperKind.INVITE_CARDS: "Kartu undangan",
        PaperKind.ARCHIVE: "Arsip triwulan (ZIP)",
    }
)
ALL = "semua pejabat SOP"


def cells(row: AccessRow) -> tuple[str, str, str, str, str, str]:
    """Return kind, act, roles, bound, steps and whether a Plh or Plt may be kept from it."""
    steps = ", ".join(f"{step}{PHASES[phase]}" for step, phase in row.desks)
    kept = f"ya: {row.strategic}" if row.strategic else ""
    act = PAPERS[PaperKind(row.act)] if row.kind == "paper" else ACTS[row.act]
    return (KINDS[row.kind], act, roles(row.roles), BOUNDS[row.bound], steps, kept)


def roles(of: frozenset[Role]) -> str:
    """Return roles in the order of the SOP's columns."""
    if of >= SOP_ROLES:
        return ALL + (", Admin" if Role.ADMIN in of else "")
    return ", ".join(ROLES[role] for role in Role if role in of)

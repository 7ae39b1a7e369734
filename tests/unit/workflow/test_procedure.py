"""The SOP as it stands in its file, and how a file at fault is refused."""

from __future__ import annotations

import pytest

from workflow.office import SOP_ROLES
from workflow.procedure import Allotment, Scope, TimeUnit, Total
from workflow.procedure_file import ProcedureFileError, load_default_procedure, load_procedure
from workflow.toml_table import Fault

SOP = load_default_procedure()

TABLE = """
1 | Memerintahkan Tim untuk melakukan monitoring dan evaluasi kinerja | Dokumen | 15 menit | Disposisi
2 | Sekretaris Dinas selaku Ketua Tim memberikan arahan kepada Tim untuk monitoring dan evaluasi kinerja | Disposisi, arahan dan perintah | 2 jam | Masukan dan arahan untuk Tim
3 | Tim berkoordinasi dengan KABID, KASI dan Staf di masing-masing unit kerja | Bahan masukan monev dari Ketua Tim | 1 hari | Bahan masukan monev
4 | Memerintahkan KABID dan KASI untuk menghimpun data monitoring dan menyusun konsep monitoring dan evaluasi | Bahan masukan monev dari masing-masing unit kerja | 10 hari | Data hasil monev
5 | Mengevaluasi data hasil monev dari masing-masing unit kerja sebagai laporan ke Kepala Dinas untuk mengambil keputusan | Data hasil monitoring dan evaluasi | 1 hari | Data hasil monev sebagai bahan masukan
6 | Memeriksa dokumen monitoring dan evaluasi dan memberikan arahan kepada setiap unit kerja | Data hasil monev dan bahan masukan dari Kepala Dinas/Penanggung jawab Tim dalam mengambil keputusan | 1 hari | Arahan lebih lanjut
7 | Menerima arahan dan melaksanakan arahan Kepala Dinas terkait hasil evaluasi | Data laporan kinerja triwulan | 1 hari | Rencana tindak lanjut
""".strip().splitlines()  # noqa: E501 - the form's own words, a row a line

SMALL = """
kode = "uji"
versi = 2

[kepala]
nomor = "1"
tanggal_pembuatan = "Maret 2021"
nama_sop = "Uji"
instansi = "Dinas"
unit = "Subbag"
dasar_hukum = ["a"]
kualifikasi_pelaksana = ["b"]
keterkaitan = ["c"]
peralatan = ["d"]
peringatan = "e"
pencatatan = "f"

[pengaturan]
hari_kerja = false

[[pelaksana]]
kode = "kadis"
nama = "Kepala Dinas"
peran = ["kepala_dinas"]
"""

STEP = """
[[langkah]]
no = {no}
kegiatan = "Kegiatan"
pelaksana = "kadis"
pelaku = ["kepala_dinas"]
penerima = ["tim"]
persyaratan = "Dokumen"
waktu = {{ jumlah = 1, satuan = "hari" }}
output = "Output"
lingkup = "sekali"
{more}
"""


def file_of(**more: str) -> str:
    """Return a small SOP file; `l3="mulai = true"` adds a line to step 3."""
    marks = {1: "mulai = true", 7: "selesai = true"}
    steps = (STEP.format(no=no, more=marks.get(no, "") + "\n" + more.get(f"l{no}", "")) for no in range(1, 8))
    return SMALL + "".join(steps)


def faults(text: str) -> list[str]:
    with pytest.raises(ProcedureFileError) as refused:
        load_procedure(text, "uji.toml")
    assert str(refused.value) == "\n".join(str(fault) for fault in refused.value.faults)
    return [str(fault) for fault in refused.value.faults]


def test_the_steps_stand_as_in_the_form():
    """The words, times and outputs of the seven steps are those of SOP 830/ /IV.16-WK/2021, letter by letter."""
    printed = [
        f"{step.number} | {step.activity} | {step.requirement} | "
        f"{step.allotment.amount} {step.allotment.unit} | {step.output}"
        for step in SOP.steps
    ]
    assert printed == TABLE


def test_all_times_in_sum():
    """The form's own sum: 14 days, 2 hours and 15 minutes."""
    assert SOP.total == Total(days=14, hours=2, minutes=15)


def test_the_head_of_the_form():
    """Number, office and the lists of the head are complete."""
    head = SOP.head
    assert (SOP.code, SOP.version) == ("monev_kinerja", 2)
    assert (head.number, head.made) == ("830/ /IV.16-WK/2021", "Maret 2021")
    assert head.unit == "Kepala Sub Bagian Perencanaan dan Keuangan"
    assert [len(part) for part in (head.legal_basis, head.qualifications, head.related, head.equipment)] == [3, 3, 1, 2]
    assert "LAKIP tidak maksimal" in head.warning
    assert head.recording == "Disimpan sebagai data elektronik dan manual"


def test_the_columns_run_as_a_diagonal():
    """Each of the five columns has its steps; MULAI is step 1, SELESAI step 7."""
    assert [column.title for column in SOP.columns] == [
        "Kepala Dinas/Penanggung Jawab Tim",
        "Sekretaris Dinas/Ketua Tim",
        "Tim Monitoring dan Evaluasi",
        "KABID, KASI dan Staf",
        "Sub Bagian Perencanaan dan Keuangan",
    ]
    assert [SOP.columns.index(SOP.column(step.column)) for step in SOP.steps] == [0, 1, 2, 3, 4, 0, 3]
    assert [step.number for step in SOP.steps if step.is_start] == [1]
    assert [step.number for step in SOP.steps if step.is_end] == [7]
    assert {role for column in SOP.columns for role in column.roles} == SOP_ROLES


def test_scope_returns_and_reminders():
    """What is owed per unit, where checks send back to, and when people are reminded."""
    assert [step.scope for step in SOP.steps[:2]] == [Scope.ONCE, Scope.ONCE]
    assert SOP.step(5).scope is Scope.PER_UNIT_THEN_ONCE
    assert all(step.per_unit for step in SOP.steps[2:])
    assert [step.returns_to for step in SOP.steps] == [None, 1, None, 4, 4, 5, None]
    assert (SOP.step(2).reminders.percents, SOP.step(2).reminders.when_due) == ((50, 80), True)
    assert (SOP.step(4).reminders.days_before, SOP.step(4).reminders.last_morning) == ((5, 3, 1), True)
    assert SOP.rework == Allotment(2, TimeUnit.HARI)


def test_minutes_add_up_to_hours():
    """A sum of minutes beyond the hour is printed as hours."""
    text = file_of().replace('{ jumlah = 1, satuan = "hari" }', '{ jumlah = 45, satuan = "menit" }')
    assert load_procedure(text, "uji.toml").total == Total(days=0, hours=5, minutes=15)


def test_an_office_may_count_calendar_days():
    """Whether time is working time is a setting of the file; what it leaves out has its default."""
    sop = load_procedure(file_of(), "uji.toml")
    assert not sop.step(1).allotment.working
    assert (sop.version, sop.rework, sop.step(1).reminders.percents) == (2, None, ())


def test_a_step_or_column_that_is_not_there():
    """Asking for what the SOP has not is a KeyError, not None."""
    with pytest.raises(KeyError):
        SOP.step(8)
    with pytest.raises(KeyError):
        SOP.column("bupati")


def test_a_misspelt_key_is_refused_with_the_right_one():
    """An unknown key names file, step and field, and the key that was meant."""
    found = faults(file_of(l3="pengigat = { persen = [50] }").replace("versi =", "vresi ="))
    assert "uji.toml: langkah 3: pengigat: 'pengigat' tidak dikenal; maksudnya 'pengingat'?" in found
    assert "uji.toml: vresi: 'vresi' tidak dikenal; maksudnya 'versi'?" in found
    assert "uji.toml: versi: belum diisi" in found


def test_all_faults_come_at_once():
    """Whoever edits the file sees everything that is wrong with it in one go."""
    text = (
        file_of(l2="kembali_ke = 5", l6="mulai = true")
        .replace('"hari" }', '"hri" }', 1)
        .replace('output = "Output"', 'output = " "', 1)
        .replace('["kepala_dinas"]', '["kepala_dnas"]', 1)
        .replace('dasar_hukum = ["a"]', "dasar_hukum = []")
        .replace("hari_kerja = false", 'hari_kerja = "ya"')
    )
    assert faults(text) == [
        "uji.toml: kepala.dasar_hukum: tidak boleh kosong",
        "uji.toml: pengaturan.hari_kerja: harus true atau false",
        "uji.toml: pelaksana[1].peran: 'kepala_dnas' tidak dikenal; maksudnya 'kepala_dinas'?",
        "uji.toml: langkah 1: waktu.satuan: 'hri' tidak dikenal; maksudnya 'hari'?",
        "uji.toml: langkah 1: output: tidak boleh kosong",
        "uji.toml: langkah 2: kembali_ke: langkah 5 belum dikerjakan saat langkah 2",
        "uji.toml: langkah: hanya langkah 1 yang bertanda mulai",
    ]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("no = 4", "no = 3", "uji.toml: langkah: harus bernomor 1 sampai 7 berurutan, bukan [1, 2, 3, 3, 5, 6, 7]"),
        ("no = 4", "no = 9", "uji.toml: langkah 9: no: harus 1 sampai 7, bukan 9"),
        ("no = 4", 'no = "4"', "uji.toml: langkah[4].no: harus bilangan bulat"),
        ("no = 4", "no = true", "uji.toml: langkah[4].no: harus bilangan bulat"),
        ("selesai = true", "", "uji.toml: langkah: hanya langkah 7 yang bertanda selesai"),
        ("jumlah = 1", "jumlah = 0", "uji.toml: langkah 1: waktu.jumlah: harus 1 sampai 1000, bukan 0"),
        ('waktu = { jumlah = 1, satuan = "hari" }', "waktu = 3", "uji.toml: langkah 1: waktu: harus tabel"),
        ('pelaksana = "kadis"', 'pelaksana = "bupati"', "langkah 1: pelaksana: 'bupati' tidak dikenal; pilihan: kadis"),
        ('penerima = ["tim"]', "penerima = [1]", "langkah 1: penerima: harus berisi teks yang tidak kosong"),
        ('penerima = ["tim"]', 'penerima = ["tim", "tim"]', "langkah 1: penerima: memuat nilai yang sama dua kali"),
        ("mulai = true", "mulai = true\npengingat = { persen = [150] }", "pengingat.persen: harus berisi bilangan 1"),
        ("[kepala]", "[kepla]", "uji.toml: kepala: belum diisi"),
        ("[[pelaksana]]", "[pelaksana]", "uji.toml: pelaksana: harus daftar tabel"),
    ],
)
def test_a_fault_says_where_it_is(before, after, fault):
    """File, step and field stand before what is wrong."""
    found = faults(file_of().replace(before, after, 1))
    assert any(fault in line for line in found), found


def test_doubled_columns_are_told():
    """Two columns of one code could not be told apart on the form."""
    double = '\n[[pelaksana]]\nkode = "kadis"\nnama = "Lain"\nperan = ["tim"]\n'
    assert faults(file_of().replace("\n[[langkah]]", double + "\n[[langkah]]", 1)) == [
        "uji.toml: pelaksana: kode 'kadis' ada lebih dari sekali"
    ]


def test_a_file_without_steps():
    """Empty lists and lists of something else are told as such."""
    assert "uji.toml: langkah: belum diisi" in faults(SMALL)
    assert any("harus berisi tabel" in line for line in faults("langkah = [1]\n" + SMALL))


def test_what_is_not_toml_is_one_fault():
    """A slip of syntax is told with its line."""
    with pytest.raises(ProcedureFileError) as refused:
        load_procedure("kode = \nversi = 1", "uji.toml")
    (fault,) = refused.value.faults
    assert isinstance(fault, Fault)
    assert (fault.source, fault.step, fault.field) == ("uji.toml", None, "")
    assert "line 1" in fault.fault

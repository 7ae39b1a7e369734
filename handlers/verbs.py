"""The verbs that buttons carry and more than one module makes buttons for. A module's own verbs stand in the module."""

OPEN = "buka"  # cycle, step, unit (0 where owed once): shows that task as it stands now
OPEN_BELOW = "buka_bawah"  # the same, in a new message: what the button stands under is kept
TASKS = "tugas"
STATUS = "status"  # cycle; with one more argument it is shown in place of the message that carries the button
COMPLIANCE = "kepatuhan"  # cycle
PICTURE = "garis_waktu"  # cycle
PAPER = "dokumen"  # cycle, kind (workflow.papers.kinds): that paper is sent
PAPERS = "dokumen_daftar"  # cycle: the papers of its quarter that this person may have
HELP = "bantuan"
CALENDAR = "kalender"  # the office's next days off
READINESS = "siap"  # what would hold the next quarter up
INDICATORS = "ind_semua"  # the year's indicators
PEOPLE = "ktr_pegawai"  # page: the office's people, for its admins
POSTS = "ktr_semua"  # page: the posts with their holders
CHANGE_OFFICE = "ktr_mulai"  # kind, subject: begin a change of the office (`handlers.office_forms.FORMS`)
STAND_INS = "ktr_pengganti"  # what the person may propose, has proposed, and is to answer
UNITS = "ktr_unit_kerja"  # the units, for admins
NEW_DISPOSISI = "disposisi_baru"  # year, quarter: begin to write a disposisi
LOOK_FILE = "lihat_berkas"  # cycle, file: hand over a kept file of the cycle
ASK_HELP = "minta_bantuan"  # cycle, step, unit: what is needed is asked, and told to the superior
MORE_TIME = "minta_waktu"  # cycle, step, unit: asks how many working days more
ANSWERS = "ingat_jawab"  # cycle, step, unit: what can be answered about a task's time; step 0: asks which task
FOLLOW_UPS = "tl_daftar"  # unit (0: what concerns this person), page: the items of plans that are open
FOLLOW_UP = "tl_butir"  # cycle, unit, item: one item with what can be done about it
AS_POST = "sbg"  # with a post's id behind it, last argument of any verb: act in the capacity of that post
START_ANEW = "baru"  # last argument of any verb: leave the half-finished conversation first

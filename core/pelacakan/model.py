"""A berkas: papers on their way through the desks of one flow, and every step they can take.

Its owner (an SPM, a licence) knows the contents; the berkas knows its whereabouts. Each method takes one step and
answers the new value with the event of it, or refuses. Handbook KKPD 5.2, penatausahaan 2.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from core.access import Pelaku
from core.calendar import tanggal_panjang
from core.errors import Refusal
from core.identity import BerkasId, OrangId, group_desk_code, is_desk_code
from core.money import Rupiah
from core.pelacakan.alur import Alur, SifatAlasan, Tahap
from core.pelacakan.perpindahan import DIAMBIL, KATA, LANGKAH, Cap, Hasil, Keadaan, LangkahLanjut, Penerima, Perpindahan

Langkahnya = tuple["Berkas", Perpindahan]
"""The berkas after a step, and the event of the step."""

_HASIL_ALASAN = {SifatAlasan.DIKEMBALIKAN: Hasil.DIKEMBALIKAN, SifatAlasan.DITOLAK: Hasil.DITOLAK}


def read_desk_code(teks: str) -> str:
    """A scanned or typed desk code without blanks; refuses wrong check digits (ERR_KODE_SALAH)."""
    if not is_desk_code(teks):
        raise Refusal(
            "ERR_KODE_SALAH",
            f"“{teks.strip()[:20]}” bukan kode berkas: harus 14 angka dengan angka periksa yang cocok. "
            "Pindai sekali lagi, atau ketik angka di bawah barcode.",
            medan="kode",
        )
    return teks.replace(" ", "")


@dataclass(frozen=True, slots=True)
class Jawaban:
    """The document that answers: for an SPM its SP2D."""

    nomor: str
    tanggal: date


@dataclass(frozen=True, slots=True)
class IsiBerkas:
    """What the cover of the papers says; `pihak` is the vendor or applicant, `nilai` only where money is asked for."""

    opd: str
    layanan: str
    jenis: str
    nomor: str
    tanggal: date
    perihal: str
    nilai: Rupiah | None = None
    pihak: str = ""


@dataclass(frozen=True, slots=True)
class Berkas:
    """One berkas. `sejak` is when it came to its tahap, `penerima` who took it there, `versi` grows with every step.

    `pembuat` made the papers and may decide at no desk; `penguji` tested them in this round and may not sign.
    """

    id: BerkasId
    kode_meja: str
    isi: IsiBerkas
    alur_versi: int
    pembuat: tuple[OrangId, ...]
    tahap: str
    sejak: datetime
    keadaan: Keadaan = Keadaan.DIAJUKAN
    putaran: int = 1
    penerima: Penerima | None = None
    penguji: tuple[OrangId, ...] = ()
    alasan_kode: str = ""
    jawaban: Jawaban | None = None
    tanggal_selesai: date | None = None
    versi: int = 1

    @classmethod
    def open(
        cls, berkas_id: BerkasId, kode_meja: str, isi: IsiBerkas, alur: Alur, *, pembuat: Sequence[OrangId], cap: Cap
    ) -> Langkahnya:
        """A new berkas, waiting for the first desk. Refuses a code with wrong check digits and an empty number."""
        read_desk_code(kode_meja)
        if not isi.nomor.strip():
            raise Refusal(
                "ERR_NOMOR_KOSONG", f"{alur.nama_dokumen} belum bernomor; beri nomornya, lalu ajukan.", medan="nomor"
            )
        berkas = cls(berkas_id, kode_meja, isi, alur.versi, tuple(dict.fromkeys(pembuat)), alur.awal.kode, cap.at)
        return berkas, _event(berkas, Hasil.DIAJUKAN, cap, dari="")

    @property
    def sebutan(self) -> str:
        """How a sentence names it: by the number of the document, or the code on its cover."""
        return self.isi.nomor or group_desk_code(self.kode_meja)

    def demand_versi(self, versi: int | None) -> None:
        """Refuses a decision taken on an older version than the one stored: ERR_SUDAH_BERUBAH. None asks nothing."""
        if versi is not None and versi != self.versi:
            raise Refusal(
                "ERR_SUDAH_BERUBAH",
                f"Berkas {self.sebutan} sudah berubah: di layar versi {versi}, tersimpan versi {self.versi} "
                f"({self.keadaan.nama}, tahap {self.tahap}). Buka lagi berkasnya, lalu putuskan.",
            )

    def receive(self, alur: Alur, cap: Cap, pembawa: str = "") -> tuple[Berkas, Perpindahan | None]:
        """Somebody scans it at a desk. None beside the berkas says that it was received already (`penerima` by whom).

        From a tahap that is handed over by scanning, the scan of the next desk moves it there.
        """
        self._demand_step(alur, Hasil.DITERIMA, cap)
        tahap = alur.at(self.tahap)
        if self.penerima is not None:
            nanti = alur.find(tahap.lanjut)
            if nanti is None or not self._is_handover(tahap, nanti, cap):
                return self, None
            self._demand_desk(nanti, cap)
            tahap = nanti
        else:
            self._demand_desk(tahap, cap)
        penerima = Penerima(cap.oleh.id, cap.oleh.nama, cap.meja, cap.at)
        moves = tahap.kode != self.tahap or self.keadaan is Keadaan.DIAJUKAN
        sejak = cap.at if moves else self.sejak
        catatan = f"dibawa {pembawa.strip()}" if pembawa.strip() else ""
        return self._to(
            Hasil.DITERIMA, cap, catatan=catatan, keadaan=Keadaan.BERJALAN, tahap=tahap.kode, penerima=penerima,
            sejak=sejak,
        )  # fmt: skip

    def receive_outside(self, alur: Alur, cap: Cap, catatan: str = "") -> Langkahnya:
        """Desks outside this program have it; nobody of ours did."""
        self._demand_step(alur, Hasil.DITERIMA, cap)
        return self._to(Hasil.DITERIMA, cap, catatan=catatan, keadaan=Keadaan.BERJALAN, sejak=cap.at)

    def pass_on(self, alur: Alur, ke: str, cap: Cap, catatan: str = "") -> Langkahnya:
        """Finishes its tahap (lolos verifikasi, paraf, TTD) or hands it back inside the office, as `ke` says.

        Refuses every other tahap with the ones allowed (ERR_LANGKAH_TIDAK_SAH); handing back needs a sentence
        (ERR_ALASAN_WAJIB), a signature needs the answer (ERR_JAWABAN_BELUM_ADA).
        """
        tahap, tujuan = alur.at(self.tahap), alur.find(ke)
        if self.keadaan is not Keadaan.BERJALAN or tujuan is None or tujuan.kode not in {tahap.lanjut, tahap.mundur}:
            raise self._not_allowed(alur, f"pindah ke “{ke.strip().upper()}”")
        self._demand_desk(tahap, cap)
        if tujuan.kode == tahap.mundur:
            _demand_note(
                catatan, f"Sebutkan apa yang salah pada berkas {self.sebutan}, supaya {tujuan.nama} dapat membetulkan."
            )
            return self._to(
                Hasil.DIMUNDURKAN, cap, catatan=catatan, tahap=tujuan.kode, penerima=None, sejak=cap.at, jawaban=None
            )
        self._refuse_tester(tahap, cap.oleh)
        if tahap.wajib_jawab:
            self._demand_answer(alur)
        penguji = (*self.penguji, cap.oleh.id) if tahap.menguji else self.penguji
        return self._to(
            Hasil.DITERUSKAN, cap, catatan=catatan, tahap=tujuan.kode, penerima=None, sejak=cap.at,
            penguji=tuple(dict.fromkeys(penguji)),
        )  # fmt: skip

    def return_(self, alur: Alur, alasan: str, cap: Cap, catatan: str = "") -> Langkahnya:
        """Back to the office to be mended: same document, the SOP clock stops."""
        return self._send_away(alur, SifatAlasan.DIKEMBALIKAN, alasan, cap, catatan)

    def reject(self, alur: Alur, alasan: str, cap: Cap, catatan: str = "") -> Langkahnya:
        """Refused for good: it needs a new document."""
        return self._send_away(alur, SifatAlasan.DITOLAK, alasan, cap, catatan)

    def record_answer(self, alur: Alur, jawaban: Jawaban, cap: Cap) -> Langkahnya:
        """The number and date of the answer. Once only (ERR_SUDAH_DIJAWAB), not before the document's own date."""
        self._demand_step(alur, Hasil.DIJAWAB, cap)
        tahap = alur.at(self.tahap)
        if not cap.luar:
            if not tahap.boleh_jawab:
                raise self._not_allowed(alur, f"mencatat {alur.nama_jawaban}")
            self._demand_desk(tahap, cap)
        self._refuse_answered(alur)
        if not jawaban.nomor.strip():
            raise Refusal("ERR_NOMOR_KOSONG", f"Nomor {alur.nama_jawaban} masih kosong; isi nomornya.", medan="nomor")
        _demand_order((f"{alur.nama_dokumen} {self.sebutan}", self.isi.tanggal), (alur.nama_jawaban, jawaban.tanggal))
        return self._to(
            Hasil.DIJAWAB, cap, catatan=f"{jawaban.nomor}, {tanggal_panjang(jawaban.tanggal)}", jawaban=jawaban
        )

    def disburse(self, alur: Alur, tanggal: date, cap: Cap) -> Langkahnya:
        """The end of the way: for an SPM the money has left the RKUD on this date."""
        self._demand_step(alur, Hasil.SELESAI, cap)
        if self.keadaan is Keadaan.BERJALAN and not cap.luar:
            tahap = alur.at(self.tahap)
            if tahap.lanjut:
                raise self._not_allowed(alur, f"mencatat {alur.kata_selesai}")
            self._demand_desk(tahap, cap)
        if any(t.wajib_jawab for t in alur.tahap):
            jawaban = self._demand_answer(alur)
            _demand_order((f"{alur.nama_jawaban} {jawaban.nomor}", jawaban.tanggal), (alur.kata_selesai, tanggal))
        return self._to(
            Hasil.SELESAI, cap, catatan=tanggal_panjang(tanggal), keadaan=Keadaan.SELESAI, tahap=alur.akhir.kode,
            tanggal_selesai=tanggal, alasan_kode="",
        )  # fmt: skip

    def bounce(self, alur: Alur, cap: Cap, catatan: str) -> Langkahnya:
        """The bank could not pay (retur): the same answer is paid again when the account has been put right."""
        self._demand_step(alur, Hasil.RETUR, cap)
        _demand_note(catatan, f"Sebutkan sebab retur {self.sebutan} menurut bank, supaya rekeningnya dapat dibetulkan.")
        return self._to(Hasil.RETUR, cap, catatan=catatan, keadaan=Keadaan.RETUR, tanggal_selesai=None)

    def hold(self, alur: Alur, cap: Cap, catatan: str = "") -> Langkahnya:
        """The RKUD has no cash for it now: it waits at its tahap, under a clock of its own."""
        self._demand_step(alur, Hasil.DITUNDA, cap)
        tahap = alur.at(self.tahap)
        if not tahap.boleh_tunggu:
            raise self._not_allowed(alur, KATA[Hasil.DITUNDA])
        self._demand_desk(tahap, cap)
        return self._to(Hasil.DITUNDA, cap, catatan=catatan, keadaan=Keadaan.MENUNGGU_KAS, sejak=cap.at)

    def resume(self, alur: Alur, cap: Cap) -> Langkahnya:
        """There is cash: the SOP clock of its tahap runs on."""
        self._demand_step(alur, Hasil.DILANJUTKAN, cap)
        self._demand_desk(alur.at(self.tahap), cap)
        return self._to(Hasil.DILANJUTKAN, cap, keadaan=Keadaan.BERJALAN, sejak=cap.at)

    def hand_out(self, alur: Alur, cap: Cap, kepada: str) -> Langkahnya:
        """Somebody collects the returned papers or the SP2D; refuses without a name (ERR_ALASAN_WAJIB)."""
        self._demand_step(alur, Hasil.DIAMBIL, cap)
        _demand_note(kepada, f"Sebutkan siapa yang mengambil berkas {self.sebutan}.")
        return self._to(Hasil.DIAMBIL, cap, catatan=kepada)

    def resubmit(
        self, alur: Alur, cap: Cap, *, isi: IsiBerkas | None = None, pembuat: Sequence[OrangId] = ()
    ) -> Langkahnya:
        """The mended papers come back: a new round (`putaran`) of the same document; another number is refused."""
        self._demand_step(alur, Hasil.DIAJUKAN, cap)
        baru = self.isi if isi is None else isi
        if (baru.layanan, baru.nomor) != (self.isi.layanan, self.isi.nomor):
            raise Refusal(
                "ERR_NOMOR_BEDA",
                f"Berkas ini memuat {self.isi.layanan} {self.isi.nomor}, bukan {baru.layanan} {baru.nomor}. "
                "Dokumen yang dikembalikan diajukan lagi dengan nomor yang sama.",
                medan="nomor",
            )
        return self._to(
            Hasil.DIAJUKAN, cap, keadaan=Keadaan.DIAJUKAN, tahap=alur.awal.kode, sejak=cap.at, isi=baru, penguji=(),
            putaran=self.putaran + 1, pembuat=tuple(dict.fromkeys((*self.pembuat, *pembuat))), penerima=None,
            alasan_kode="",
        )  # fmt: skip

    def withdraw(self, alur: Alur, cap: Cap, catatan: str) -> Langkahnya:
        """The office takes its papers back for good; not after the answer."""
        self._demand_step(alur, Hasil.DITARIK, cap)
        self._refuse_answered(alur)
        _demand_note(catatan, f"Sebutkan mengapa berkas {self.sebutan} ditarik.")
        return self._to(Hasil.DITARIK, cap, catatan=catatan, keadaan=Keadaan.DITARIK)

    def next_steps(self, alur: Alur) -> tuple[LangkahLanjut, ...]:
        """What a desk may do with it now, in the order of the buttons."""
        match self.keadaan:
            case Keadaan.DIAJUKAN:
                return (LangkahLanjut(Hasil.DITERIMA, self.tahap, "terima"),)
            case Keadaan.DIKEMBALIKAN:
                return (LangkahLanjut(Hasil.DIAJUKAN, alur.awal.kode, "ajukan ulang"), DIAMBIL)
            case Keadaan.MENUNGGU_KAS:
                return (LangkahLanjut(Hasil.DILANJUTKAN, self.tahap, "lanjutkan"),)
            case Keadaan.SELESAI:
                return (LangkahLanjut(Hasil.RETUR, Keadaan.RETUR, "catat retur bank"), DIAMBIL)
            case Keadaan.RETUR:
                return (LangkahLanjut(Hasil.SELESAI, Keadaan.SELESAI, f"catat {alur.kata_selesai}"),)
            case Keadaan.BERJALAN:
                return self._desk_steps(alur)
            case _:
                return ()

    # the parts of a step

    def _desk_steps(self, alur: Alur) -> tuple[LangkahLanjut, ...]:
        tahap = alur.at(self.tahap)
        found: list[LangkahLanjut] = []
        if self.penerima is None:
            found.append(LangkahLanjut(Hasil.DITERIMA, tahap.kode, "terima"))
        if tahap.boleh_jawab and self.jawaban is None:
            found.append(LangkahLanjut(Hasil.DIJAWAB, tahap.kode, f"catat {alur.nama_jawaban}"))
        if tahap.lanjut and not (tahap.wajib_jawab and self.jawaban is None):
            found.append(LangkahLanjut(Hasil.DITERUSKAN, tahap.lanjut, tahap.kata))
        if not tahap.lanjut:
            found.append(LangkahLanjut(Hasil.SELESAI, Keadaan.SELESAI, f"catat {alur.kata_selesai}"))
        if tahap.boleh_tunggu:
            found.append(LangkahLanjut(Hasil.DITUNDA, Keadaan.MENUNGGU_KAS, KATA[Hasil.DITUNDA]))
        if tahap.mundur:
            found.append(LangkahLanjut(Hasil.DIMUNDURKAN, tahap.mundur, "mundurkan"))
        found += [
            LangkahLanjut(_HASIL_ALASAN[s], s, KATA[_HASIL_ALASAN[s]], s) for s in SifatAlasan if s in tahap.boleh
        ]
        return tuple(found)

    def _send_away(self, alur: Alur, sifat: SifatAlasan, alasan: str, cap: Cap, catatan: str) -> Langkahnya:
        hasil = _HASIL_ALASAN[sifat]
        self._demand_step(alur, hasil, cap)
        if not cap.luar:
            tahap = alur.at(self.tahap)
            if sifat not in tahap.boleh:
                raise self._not_allowed(alur, KATA[hasil])
            self._demand_desk(tahap, cap)
        found = alur.demand_reason(alasan, sifat)
        return self._to(
            hasil, cap, alasan=found.kode, catatan=catatan, keadaan=Keadaan(sifat.value), penerima=None,
            alasan_kode=found.kode, jawaban=None, sejak=cap.at,
        )  # fmt: skip

    def _demand_step(self, alur: Alur, hasil: Hasil, cap: Cap) -> None:
        """The keadaan allows it; and what the office records itself, no desk of ours has begun to test."""
        known = any((s.dari, s.hasil, s.luar) == (self.keadaan, hasil, cap.luar) for s in LANGKAH)
        at_our_desk = cap.luar and self.keadaan is Keadaan.BERJALAN and self.tahap != alur.awal.kode
        if not known or (at_our_desk and hasil is not Hasil.DITARIK):
            kata = KATA.get(hasil) or (alur.kata_selesai if hasil is Hasil.SELESAI else f"mencatat {alur.nama_jawaban}")
            raise self._not_allowed(alur, kata)

    def _demand_desk(self, tahap: Tahap, cap: Cap) -> None:
        """The desk is this person's, and the papers are not."""
        tahap.demand(cap.oleh)
        if cap.oleh.id in self.pembuat:
            raise Refusal(
                "ERR_ORANG_SAMA",
                f"{cap.oleh.nama} ikut membuat {self.sebutan}; tahap {tahap.nama} harus dikerjakan orang lain.",
            )

    def _refuse_tester(self, tahap: Tahap, oleh: Pelaku) -> None:
        if tahap.orang_lain and oleh.id in self.penguji:
            raise Refusal(
                "ERR_ORANG_SAMA",
                f"{oleh.nama} sudah menguji {self.sebutan} pada putaran ini; {tahap.kata} harus oleh orang lain.",
            )

    def _is_handover(self, tahap: Tahap, nanti: Tahap, cap: Cap) -> bool:
        """Whether this scan is the next desk's: another person, at another workstation, who may work there."""
        dulu = self.penerima
        if dulu is None or not tahap.pindai_serah or dulu.oleh == cap.oleh.id:
            return False
        return not (dulu.meja and dulu.meja == cap.meja) and nanti.is_open_to(cap.oleh)

    def _demand_answer(self, alur: Alur) -> Jawaban:
        if self.jawaban is None:
            raise Refusal(
                "ERR_JAWABAN_BELUM_ADA",
                f"Nomor dan tanggal {alur.nama_jawaban} untuk {self.sebutan} belum dicatat; catat dulu, lalu ulangi.",
            )
        return self.jawaban

    def _refuse_answered(self, alur: Alur) -> None:
        if self.jawaban is not None:
            raise Refusal(
                "ERR_SUDAH_DIJAWAB",
                f"{self.sebutan} sudah dijawab {alur.nama_jawaban} {self.jawaban.nomor} tanggal "
                f"{tanggal_panjang(self.jawaban.tanggal)}; satu dokumen dijawab satu kali.",
            )

    def _not_allowed(self, alur: Alur, apa: str) -> Refusal:
        tempat = self.keadaan.nama
        if self.keadaan is Keadaan.BERJALAN:
            tempat = f"di tahap {alur.at(self.tahap).nama}"
        boleh = "; ".join(f"{s.kata} ({s.ke})" if s.ke != self.tahap else s.kata for s in self.next_steps(alur))
        return Refusal(
            "ERR_LANGKAH_TIDAK_SAH",
            f"Berkas {self.sebutan} {tempat}; {apa} tidak dapat dilakukan dari sini. "
            + (f"Yang dapat dilakukan: {boleh}." if boleh else f"Ini akhir berkas; buat {alur.nama_dokumen} baru."),
        )

    def _to(self, hasil: Hasil, cap: Cap, *, alasan: str = "", catatan: str = "", **ubah: Any) -> Langkahnya:
        berkas = replace(self, versi=self.versi + 1, **ubah)
        return berkas, _event(berkas, hasil, cap, dari=self.tahap, alasan=alasan, catatan=catatan)


def _event(berkas: Berkas, hasil: Hasil, cap: Cap, *, dari: str, alasan: str = "", catatan: str = "") -> Perpindahan:
    return Perpindahan(
        berkas.id, berkas.versi, berkas.putaran, dari, berkas.tahap, hasil, berkas.keadaan,
        cap.at, cap.oleh.id, cap.oleh.nama, cap.meja, alasan, catatan.strip(),
    )  # fmt: skip


def _demand_note(catatan: str, kalimat: str) -> None:
    if not catatan.strip():
        raise Refusal("ERR_ALASAN_WAJIB", kalimat, medan="catatan")


def _demand_order(dulu: tuple[str, date], nanti: tuple[str, date]) -> None:
    if nanti[1] < dulu[1]:
        raise Refusal(
            "ERR_URUTAN_TANGGAL",
            f"Tanggal {nanti[0]} {tanggal_panjang(nanti[1])} mendahului {dulu[0]} tanggal {tanggal_panjang(dulu[1])}; "
            "periksa tanggalnya.",
            medan="tanggal",
        )

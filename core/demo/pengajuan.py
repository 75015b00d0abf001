"""Submissions of the sample office: an LS to a rekanan, the GU-KKPD of the card bill, the LPJ-UP with its GU."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from core.calendar import Bulan
from core.demo.orang import TAHUN
from core.identity import RekananId, SppId, new_uuid
from core.kas import isi as k
from core.kas.isi import Potongan, Rincian
from core.kkpd.dpt import spp_values
from core.money import Rupiah
from core.opd.rekening_bank import RekeningBank
from core.pelacakan.commands import Disburse, IssueResi, MoveBerkas, ReceiveBerkas, RecordAnswer
from core.pelacakan.resi import UntukSiapa
from core.rekanan.commands import SaveRekanan
from core.rekanan.model import Bentuk, Rekanan
from core.spm.commands import RecordSp2d, SaveDraft, SignSpm, SubmitSpp, SubmitToBud, VerifySpp
from core.spm.isi import Acuan, BarisPotongan, ButirKelengkapan, IsiSpp, JenisSpp, Penerima, RincianSpp
from core.spm.kelengkapan import KELENGKAPAN_BAKU

if TYPE_CHECKING:
    from core.demo.cerita import Cerita

AC: Final = ("2.16.01.2.07.0006", "5.2.02.05.02.0004")
MEJA: Final = "Loket 2"
BENDAHARA: Final = Penerima(
    "BENDAHARA PENGELUARAN DINAS CONTOH",
    bank="BANK CONTOH",
    nomor_rekening="0012345670001",
    atas_nama="BP DINAS CONTOH",
)


def complete(jenis: JenisSpp) -> tuple[ButirKelengkapan, ...]:
    """The whole checklist of a kind, every mandatory paper there."""
    return tuple(ButirKelengkapan(b.uraian, b.wajib, ada=b.wajib) for b in KELENGKAPAN_BAKU[jenis].blank())


def submit(c: Cerita, isi: IsiSpp, tanggal: date) -> SppId:
    """Draft by the bendahara, verified by the PPK-SKPD, signed by the PA, sent to the BUD."""
    spp_id = SppId(new_uuid())
    c.jam.at(tanggal, 8, 30)
    h = c.do("sari", SaveDraft(spp_id=spp_id, versi=0, tahun=TAHUN, isi=isi))
    h = c.do("sari", SubmitSpp(spp_id=spp_id, versi=h.versi))
    c.jam.at(tanggal, 10)
    h = c.do("budi", VerifySpp(spp_id=spp_id, versi=h.versi, tanggal_spm=tanggal))
    h = c.do("ratna", SignSpm(spp_id=spp_id, versi=h.versi))
    c.jam.at(tanggal, 13)
    c.do("sari", SubmitToBud(spp_id=spp_id, versi=h.versi))
    return spp_id


def desk_code(c: Cerita, spp_id: SppId) -> str:
    """The code printed on the cover."""

    def read(q: Any) -> str:
        return str(q.pelacakan.get(q.spm.spp(spp_id).berkas).kode_meja)

    return str(c.kantor.ask(read))


def through_the_desk(c: Cerita, kode: str, hari: date, sp2d: str, cair: date) -> None:
    """Received, verified, initialled, signed, paid: each desk in its own name."""
    c.jam.at(hari, 13, 20)
    c.do("loket", ReceiveBerkas(kode=kode, meja=MEJA))
    for untuk in (UntukSiapa.OPD, UntukSiapa.REKANAN):
        c.resi[untuk] = c.do("loket", IssueResi(kode=kode, untuk=untuk, meja=MEJA))
    c.do("vera", MoveBerkas(kode=kode, ke="PERIKSA_KELENGKAPAN", meja="Meja 1"))
    c.jam.at(hari, 13, 35)
    for ke in ("VERIFIKASI", "UJI_DANA", "DRAF_SP2D"):
        c.do("vera", MoveBerkas(kode=kode, ke=ke, meja="Meja 1"))
    c.do("vera", RecordAnswer(kode=kode, nomor=sp2d, tanggal=cair, meja="Meja 1"))
    c.do("vera", MoveBerkas(kode=kode, ke="PARAF", meja="Meja 1"))
    c.jam.at(cair, 9)
    c.do("kasim", MoveBerkas(kode=kode, ke="TTD_SP2D", meja="Meja 3"))
    c.do("bakti", MoveBerkas(kode=kode, ke="DAFTAR_PENGUJI", meja="Meja 4"))
    c.do("loket", MoveBerkas(kode=kode, ke="CAIR", meja=MEJA))
    c.jam.at(cair, 11)
    c.do("loket", Disburse(kode=kode, tanggal=cair, meja=MEJA))


def _rekanan(c: Cerita) -> tuple[Rekanan, RekeningBank]:
    """The vendor card with the account that is paid."""
    rekening = RekeningBank("110", "0012345678417", "CV CONTOH SEJUK", "BANK CONTOH")
    rekanan = Rekanan(
        id=RekananId(new_uuid()),
        nama="CV CONTOH SEJUK",
        bentuk=Bentuk.BADAN,
        npwp="0000000000000417",
        pkp=True,
        rekening=rekening,
        alamat="Jalan Contoh 17",
    )
    c.do("sari", SaveRekanan(rekanan=rekanan))
    return rekanan, rekening


def ls_submission(c: Cerita) -> None:
    """Air conditioners by LS: vendor card, SPP, SPM, berkas, SP2D, and the SP2D in the books."""
    c.jam.at(date(TAHUN, 10, 15), 8)
    rekanan, rekening = _rekanan(c)
    tanggal = date(TAHUN, 10, 15)
    ppn, pph = Rupiah.of(2_200_000), Rupiah.of(300_000)
    isi = IsiSpp(
        jenis=JenisSpp.LS_BJ,
        tanggal_spp=tanggal,
        uraian="Pengadaan AC 3 unit, BAST 030/BAST/X/2026",
        nilai=Rupiah.of(22_200_000),
        rincian=(RincianSpp(AC[0], AC[1], Rupiah.of(22_200_000), "Belanja Modal Alat Pendingin"),),
        potongan=(
            BarisPotongan("PPN", ppn, "411211-920", Rupiah.of(20_000_000), "11/12 x 12%"),
            BarisPotongan("PPh22", pph, "411122-920", Rupiah.of(20_000_000), "1,5%"),
        ),
        penerima=Penerima(
            rekanan.nama, rekanan.npwp, rekening.nama_bank, rekening.nomor, rekening.atas_nama, rekanan.id
        ),
        acuan=Acuan(bukti="BAST 030/BAST/X/2026", spd="SPD-TW4"),
        kelengkapan=complete(JenisSpp.LS_BJ),
        kanal="SP2D_ONLINE",
    )
    c.spm_ls = submit(c, isi, tanggal)
    c.kode_meja = desk_code(c, c.spm_ls)
    cair, sp2d = date(TAHUN, 10, 16), "SP2D-0141"
    through_the_desk(c, c.kode_meja, tanggal, sp2d, cair)
    c.resi_ls = dict(c.resi)
    answer(c, c.spm_ls, sp2d, cair)
    c.post(
        cair,
        k.Sp2dLsBj(
            nomor=sp2d,
            bruto=isi.nilai,
            rincian=(Rincian(AC[1], isi.nilai, AC[0]),),
            potongan=(Potongan("PPN", ppn, "CONTOH0000000051"), Potongan("PPh22", pph, "CONTOH0000000052")),
            netto=isi.jumlah_dibayarkan,
            rekanan=rekanan.nama,
            uraian=isi.uraian,
        ),
        penerima_jenis="rekanan",
    )


def answer(c: Cerita, spp_id: SppId, nomor: str, tanggal: date) -> None:
    """The office writes down the SP2D that came back; its claim on the pagu ends."""
    c.jam.at(tanggal, 14)
    versi = c.kantor.ask(lambda q: q.spm.spp(spp_id)).versi
    c.do("sari", RecordSp2d(spp_id=spp_id, versi=versi, nomor=nomor, tanggal=tanggal))


def gu_kkpd_submission(c: Cerita) -> None:
    """The card bill is paid: SPP from the DPT, SPM, SP2D, settlement in the books."""
    tanggal, cair, sp2d = date(TAHUN, 10, 28), date(TAHUN, 10, 29), "SP2D-0158"
    nilai = spp_values(c.kantor.ask(lambda q: q.kkpd.dpt(TAHUN, c.dpt)))
    isi = IsiSpp(
        jenis=JenisSpp.GU_KKPD,
        tanggal_spp=tanggal,
        uraian=f"Pembayaran tagihan KKPD Oktober, {c.dpt}",
        nilai=nilai.nilai,
        rincian=tuple(RincianSpp(p[0], p[1], n, uraian) for p, uraian, n in nilai.rincian),
        penerima=BENDAHARA,
        acuan=Acuan(dpt=c.dpt, spd="SPD-TW4"),
        kelengkapan=complete(JenisSpp.GU_KKPD),
    )
    c.spm_kkpd = submit(c, isi, tanggal)
    through_the_desk(c, desk_code(c, c.spm_kkpd), tanggal, sp2d, cair)
    answer(c, c.spm_kkpd, sp2d, cair)
    c.post(
        cair,
        k.Sp2dGuKkpd(
            nomor=sp2d, nilai=nilai.nilai, dpt=nilai.pembelian, nomor_dpt=c.dpt, uraian="Pelunasan tagihan KKPD Oktober"
        ),
    )


def make_lpj(c: Cerita) -> None:
    """LPJ-UP of October."""
    tanggal = date(TAHUN, 10, 30)
    jumlah, akhir = c.kantor.ask(_open_up_spending)
    c.post(tanggal, k.LpjUp(nomor="LPJ-UP-0009", nilai=jumlah, sampai_tx=akhir, uraian="LPJ-UP Oktober 2026"))


def gu_submission(c: Cerita) -> None:
    """The GU for that LPJ, on its way at the BPKAD since yesterday."""
    lpj = c.kantor.ask(lambda q: q.kas.lpj_up("LPJ-UP-0009", TAHUN))
    isi = IsiSpp(
        jenis=JenisSpp.GU,
        tanggal_spp=date(TAHUN, 11, 19),
        uraian="Ganti uang persediaan LPJ-UP-0009",
        nilai=lpj.nilai,
        rincian=tuple(RincianSpp(r.sub_kegiatan, r.rekening, r.belanja_periode_ini, r.uraian) for r in lpj.rincian),
        penerima=BENDAHARA,
        acuan=Acuan(lpj=lpj.nomor, spd="SPD-TW4"),
        kelengkapan=complete(JenisSpp.GU),
    )
    c.spm_gu = submit(c, isi, date(TAHUN, 11, 19))
    c.jam.at(date(TAHUN, 11, 20), 8, 12)
    kode = desk_code(c, c.spm_gu)
    c.do("loket", ReceiveBerkas(kode=kode, meja=MEJA))
    c.do("vera", MoveBerkas(kode=kode, ke="PERIKSA_KELENGKAPAN", meja="Meja 1"))
    c.do("vera", MoveBerkas(kode=kode, ke="VERIFIKASI", meja="Meja 1"))


def _open_up_spending(q: Any) -> tuple[Rupiah, str]:
    """UP spending no LPJ answers for, and the id of the last such purchase."""
    rows = [r for r in q.kas.bku(Bulan(TAHUN, 10)) if r.jenis == "belanja" and r.sumber == "UP"]
    return Rupiah(sum(r.pengeluaran.sen for r in rows)), rows[-1].tx

"""`tagihan`: proposals, view, DPT; and `impor tagihan`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from core.errors import Refusal
from core.identity import TagihanId
from core.importers.kkpd_tagihan import read_tagihan
from core.importers.pintu import sidik
from core.kkpd.commands import ImportTagihan
from core.kkpd.pembayaran import MakeDpt
from core.kkpd.queries import TagihanLihat, proposals_to_json
from core.money import Rupiah
from ui.cli.jalan import Terminal
from ui.cli.keluaran import SELESAI
from ui.kantor import Kantor
from ui.masukan import tagihan_of


def register(add: Any, group: Any) -> None:
    """The commands of this module."""
    g = group("tagihan", "cocokkan, lihat, dpt")
    for nama, bantuan, jalankan in (
        ("cocokkan", "usulkan pasangan bukti", match),
        ("lihat", "baris dan persamaan tagihan", view),
        ("dpt", "buat DPT dari baris yang disetujui", make_dpt),
    ):
        p = add(nama, bantuan, jalankan, g)
        p.add_argument("id")


def _tagihan_id(teks: str) -> TagihanId:
    try:
        return TagihanId(UUID(teks))
    except ValueError as e:
        raise Refusal("ERR_TAGIHAN_TIDAK_ADA", f"“{teks}” bukan id tagihan.", medan="id") from e


def import_tagihan(t: Terminal) -> int:
    """A card bill; a second import of the same file stores nothing."""
    from ui.cli.impor import complain, read_file, report

    a = t.args
    data = read_file(a.berkas)
    with t.kantor() as kantor:
        try:
            profil = _profile(kantor, a.profil) if a.profil else None
            total = Rupiah.of(a.total) if a.total is not None else None
            draf = read_tagihan(a.berkas.name, data, profil, bank=a.bank, total_kontrol=total, kartu=a.kartu)
            masuk = tagihan_of(draf, sidik(data))
            hasil = None if a.coba else kantor.execute(ImportTagihan(masuk=masuk), t.pelaku(kantor)).nilai
        except Refusal as e:
            return complain(t, "tagihan-kartu", e)
    lain = {"tagihan": str(hasil.tagihan)} if hasil else {}
    return report(
        t, format_="tagihan-kartu", baris=draf.jumlah_baris, diimpor=hasil.diimpor if hasil else 0,
        dilewati=hasil.dilewati if hasil else 0, total={"debit": draf.total_debit, "kredit": draf.total_kredit},
        temuan=[*draf.temuan, *(hasil.peringatan if hasil else ())], **lain,
    )  # fmt: skip


def _profile(kantor: Kantor, nama: str) -> Any:
    found = kantor.ask(lambda q: q.kkpd.profil_bernama(nama))
    if found is None:
        raise Refusal(
            "ERR_PROFIL_TIDAK_ADA", f"Profil kolom “{nama}” belum tersimpan; simpan dulu lewat jendela impor tagihan."
        )
    from ui.masukan import profile_of

    return profile_of(found)


def match(t: Terminal) -> int:
    """Proposals with their reasons; nothing is stored."""
    with t.kantor() as kantor:
        usulan = kantor.ask(lambda q: q.kkpd.usulan(_tagihan_id(t.args.id)))
    if usulan is None:
        raise Refusal("ERR_TAGIHAN_TIDAK_ADA", f"Tagihan {t.args.id} tidak ada.", medan="id")
    t.keluaran.answer(proposals_to_json(usulan))
    return SELESAI


def view(t: Terminal) -> int:
    """Head, lines and both equations."""
    with t.kantor() as kantor:
        found = kantor.ask(lambda q: q.kkpd.lihat(_tagihan_id(t.args.id), kantor.clock.today()))
    if found is None:
        raise Refusal("ERR_TAGIHAN_TIDAK_ADA", f"Tagihan {t.args.id} tidak ada.", medan="id")
    t.keluaran.answer(_view_json(found))
    return SELESAI


def _view_json(v: TagihanLihat) -> dict[str, Any]:
    p = v.persamaan
    return {
        "tagihan": str(v.tagihan.id),
        "nomor": v.tagihan.nomor,
        "penerbit": v.tagihan.penerbit,
        "tanggal_cetak": v.tagihan.tanggal_cetak.isoformat(),
        "tagihan_baru": v.tagihan.tagihan_baru.to_json(),
        "status": str(v.tagihan.status),
        "persamaan_bank": {"uraian": p.bank.uraian, "kata": p.bank.kata, "selisih": p.bank.selisih.to_json()},
        "persamaan_kita": {"uraian": p.kita.uraian, "kata": p.kita.kata, "selisih": p.kita.selisih.to_json()},
        "baris": [
            {
                "baris": b.baris.nomor,
                "tanggal": b.baris.tanggal_transaksi.isoformat(),
                "keterangan": b.baris.keterangan,
                "nilai": b.baris.nilai.to_json(),
                "jenis": str(b.baris.jenis),
                "status": b.kata,
            }
            for b in v.baris
        ],
    }


def make_dpt(t: Terminal) -> int:
    """The list of payment from every approved line."""
    with t.kantor() as kantor:
        hasil = kantor.execute(
            MakeDpt(tagihan=_tagihan_id(t.args.id), tanggal=kantor.clock.today()), t.pelaku(kantor)
        ).nilai
    dpt = hasil.dpt
    t.keluaran.warn(hasil.peringatan)
    t.keluaran.answer(
        {"nomor": dpt.nomor, "total": dpt.total.to_json(), "pembelian": list(dpt.pembelian)},
        f"DPT {dpt.nomor}: Rp {dpt.total}.",
    )
    return SELESAI

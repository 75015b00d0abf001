"""Card bills: reads the bank's own bill or a transaction list, and holds it against its totals (E5 to E8).

Handbook KKPD 1.13 and 2.1. A bill that does not add up is not handed on, whatever the reason: a missing row, a changed
figure and a misread comma look alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.importers.keluhan import Keluhan
from core.importers.kkpd_draf import (
    DrafTagihan,
    KartuTagihan,
    Ringkasan,
    mask_numbers,
    net,
    warn_full_number,
    with_keys,
)
from core.importers.kkpd_kki import JUMLAH_RINGKAS, NAMA_RINGKAS, TagihanKki, is_kki, read_kki
from core.importers.kkpd_profil import guess_profile, read_list
from core.importers.pintu import open_table, sidik
from core.importers.profil_kolom import ProfilKolom, best_sheet
from core.money import NOL, Rupiah, total

if TYPE_CHECKING:
    from core.importers.tabel import Lembaran


def read_tagihan(
    name: str,
    data: bytes,
    profil: ProfilKolom | None = None,
    *,
    bank: str = "",
    total_kontrol: Rupiah | None = None,
    kartu: str | None = None,
) -> DrafTagihan:
    """Reads a bill (CSV or XLSX), or refuses with every complaint.

    Without `profil` the KKI bill is recognised by its words; any other list is read by a guessed profile. `bank` names
    the issuer and enters the unique bank key, so it must be the same for every file of one card; it defaults to that
    of the profile. `total_kontrol` is the new balance or the net of the lines as the person reads it from the bank's
    paper: needed (ERR_TOTAL_WAJIB) when the file carries no total, checked when it does. `kartu` names the card of a
    list without such a column.
    """
    keluhan = Keluhan(name)
    masked = [mask_numbers(lembar) for lembar in open_table(name, data)]
    for _, places in masked:
        for nomor, kolom in places:
            warn_full_number(keluhan, nomor, kolom)
    lembaran = [lembar for lembar, _ in masked]
    issuer = bank or (profil.bank if profil else "")
    tagihan = next((lembar for lembar in lembaran if is_kki(lembar)), None) if profil is None else None
    if tagihan is not None:
        return _draft_tagihan(name, data, tagihan, keluhan, bank=issuer, total_kontrol=total_kontrol)
    return _draft_list(
        name,
        data,
        best_sheet(lembaran, profil, guess_profile),
        keluhan,
        bank=issuer,
        total_kontrol=total_kontrol,
        kartu=kartu,
    )


def _draft_tagihan(
    name: str, data: bytes, lembar: Lembaran, keluhan: Keluhan, *, bank: str, total_kontrol: Rupiah | None
) -> DrafTagihan:
    tagihan = read_kki(lembar, keluhan)
    if not keluhan.has_errors:
        _check_e5(tagihan.ringkasan, "Tagihan", "ERR_TOTAL_TAGIHAN", keluhan)
        _check_cards(tagihan, keluhan)
        _check_details(tagihan, keluhan)
        _check_limit(tagihan, keluhan)
        _check_charges(tagihan, keluhan)
        _check_dates(tagihan, keluhan)
        if total_kontrol is not None and total_kontrol != tagihan.ringkasan.baru:
            pesan = f"Tagihan Baru di berkas {tagihan.ringkasan.baru}, sedangkan total yang Anda isikan {total_kontrol}"
            keluhan.add("ERR_TOTAL_TAGIHAN", _differs(pesan, tagihan.ringkasan.baru, total_kontrol))
    temuan = keluhan.settle()
    return DrafTagihan(
        berkas=name,
        sha256=sidik(data),
        bank=bank,
        nama=tagihan.nama,
        tanggal_cetak=tagihan.tanggal_cetak,
        jatuh_tempo=tagihan.jatuh_tempo,
        batas_kredit=tagihan.batas_kredit,
        sisa_kredit=tagihan.sisa_kredit,
        ringkasan=tagihan.ringkasan,
        kartu=tagihan.kartu,
        rincian=with_keys(bank, tagihan.rincian),
        total_kontrol=tagihan.ringkasan.baru,
        temuan=temuan,
    )


def _draft_list(
    name: str,
    data: bytes,
    source: tuple[Lembaran, ProfilKolom],
    keluhan: Keluhan,
    *,
    bank: str,
    total_kontrol: Rupiah | None,
    kartu: str | None,
) -> DrafTagihan:
    daftar = read_list(*source, keluhan, kartu)
    if not daftar.rincian:
        keluhan.add(
            "ERR_TANPA_BARIS", "Tidak ada satu baris transaksi pun di bawah kepala tabel. Ekspor ulang dari bank."
        )
    jumlah = net(daftar.rincian)
    stated = [
        (apa, nilai)
        for apa, nilai in (("Baris total berkas", daftar.total_berkas), ("Total yang Anda isikan", total_kontrol))
        if nilai is not None
    ]
    if not stated:
        pesan = (
            f"Berkas ({len(daftar.rincian)} baris) tidak memuat totalnya sendiri. Isikan total tagihan menurut lembar "
            "cetak bank (pembelanjaan dikurangi kredit), lalu baca ulang."
        )
        keluhan.add("ERR_TOTAL_WAJIB", pesan)
    for apa, nilai in stated:
        if nilai != jumlah and not keluhan.has_errors:
            pesan = f"{apa} {nilai}, sedangkan {len(daftar.rincian)} baris transaksi berjumlah {jumlah}"
            keluhan.add("ERR_TOTAL_TAGIHAN", _differs(pesan, nilai, jumlah))
    temuan = keluhan.settle()
    return DrafTagihan(
        berkas=name,
        sha256=sidik(data),
        bank=bank,
        nama="",
        tanggal_cetak=None,
        jatuh_tempo=daftar.jatuh_tempo,
        batas_kredit=None,
        sisa_kredit=None,
        ringkasan=None,
        kartu=(),
        rincian=with_keys(bank, daftar.rincian),
        total_kontrol=jumlah,
        temuan=temuan,
    )


def _differs(pesan: str, satu: Rupiah, lain: Rupiah) -> str:
    return f"{pesan}; selisih {abs(satu - lain)}. Berkas tidak lengkap atau diubah; unduh ulang dari bank."


def _check_e5(ringkasan: Ringkasan, apa: str, kode: str, keluhan: Keluhan, baris: int | None = None) -> None:
    """E5: new balance = previous - credits + purchases + cash advance + finance charge."""
    if ringkasan.baru != ringkasan.computed:
        pesan = (
            f"{apa}: Tagihan Baru tertulis {ringkasan.baru}, sedangkan {ringkasan.sebelumnya} - {ringkasan.kredit} + "
            f"{ringkasan.pembelanjaan} + {ringkasan.tarik_tunai} + {ringkasan.biaya} = {ringkasan.computed}"
        )
        keluhan.add(kode, _differs(pesan, ringkasan.baru, ringkasan.computed), baris=baris)


def _check_cards(tagihan: TagihanKki, keluhan: Keluhan) -> None:
    """E5 for each card, and E6: each amount of the bill is the sum of that amount over the cards."""
    for satu in tagihan.kartu:
        _check_e5(satu.ringkasan, f"Kartu {satu.kartu.samaran}", "ERR_TOTAL_KARTU", keluhan, satu.baris)
    for nama in JUMLAH_RINGKAS:
        stated: Rupiah = getattr(tagihan.ringkasan, nama)
        summed = total([getattr(k.ringkasan, nama) for k in tagihan.kartu])
        if stated != summed:
            pesan = f"{NAMA_RINGKAS[nama]} tagihan {stated}, sedangkan jumlah semua kartu {summed}"
            keluhan.add("ERR_TOTAL_KARTU", _differs(pesan, stated, summed))
        row: Rupiah | None = getattr(tagihan.total_kartu, nama, None)
        if row is not None and row != summed:
            pesan = f"Baris TOTAL menyebut {NAMA_RINGKAS[nama]} {row}, sedangkan jumlah semua kartu {summed}"
            keluhan.add("ERR_TOTAL_KARTU", _differs(pesan, row, summed))


def _check_details(tagihan: TagihanKki, keluhan: Keluhan) -> None:
    """The lines of each card against its row in the summary."""
    summary = {k.kartu: k for k in tagihan.kartu}
    closings = dict(tagihan.penutup)
    for kartu in dict.fromkeys([*summary, *closings]):
        if kartu not in summary:
            pesan = f"Ada riwayat transaksi kartu {kartu.samaran}, tetapi kartunya tidak ada di ringkasan. Unduh ulang."
            keluhan.add("ERR_TOTAL_KARTU", pesan)
            continue
        _check_one_card(summary[kartu], closings.get(kartu, {}), tagihan, keluhan)


def _check_one_card(satu: KartuTagihan, closing: dict[str, Rupiah], tagihan: TagihanKki, keluhan: Keluhan) -> None:
    r = satu.ringkasan
    lines = [b for b in tagihan.rincian if b.kartu == satu.kartu]
    debit = total([b.jumlah for b in lines if not b.is_kredit])
    kredit = total([b.jumlah for b in lines if b.is_kredit])
    pairs = [
        ("Pembelanjaan dan Pengambilan Tunai", r.pembelanjaan + r.tarik_tunai, "baris transaksinya", debit),
        ("Pembayaran/Kredit", r.kredit, "baris CR-nya", kredit),
        ("Tagihan Sebelumnya", r.sebelumnya, "Tagihan Bulan Lalu", closing.get("lalu", r.sebelumnya)),
        ("Finance Charge", r.biaya, "Total Interest & Service Charge", closing.get("biaya", r.biaya)),
        ("Tagihan Baru", r.baru, "Tagihan Bulan Ini", closing.get("ini", r.baru)),
    ]
    for apa, stated, lawan, found in pairs:
        if stated != found:
            pesan = f"Kartu {satu.kartu.samaran}: {apa} di ringkasan {stated}, sedangkan {lawan} {found}"
            keluhan.add("ERR_TOTAL_KARTU", _differs(pesan, stated, found), baris=satu.baris)


def _check_limit(tagihan: TagihanKki, keluhan: Keluhan) -> None:
    """E7: available credit = limit - new balance."""
    if tagihan.batas_kredit is None or tagihan.sisa_kredit is None:
        return
    expected = tagihan.batas_kredit - tagihan.ringkasan.baru
    if tagihan.sisa_kredit != expected:
        pesan = (
            f"Sisa Kredit tertulis {tagihan.sisa_kredit}, sedangkan Batas Kredit {tagihan.batas_kredit} - Tagihan Baru "
            f"{tagihan.ringkasan.baru} = {expected}"
        )
        keluhan.add("ERR_SISA_KREDIT", _differs(pesan, tagihan.sisa_kredit, expected))


def _check_charges(tagihan: TagihanKki, keluhan: Keluhan) -> None:
    """E8: a government card draws no cash and pays no charges; what the bank charges anyway is shown, not hidden."""
    for satu in tagihan.kartu:
        tunai, biaya = satu.ringkasan.tarik_tunai, satu.ringkasan.biaya
        if tunai != NOL or biaya != NOL:
            pesan = (
                f"Kartu {satu.kartu.samaran} dibebani pengambilan tunai {tunai} dan bunga/biaya {biaya}, padahal "
                "keduanya harus 0 untuk KKPD. Ajukan keberatan kepada bank; jangan dibayar dari UP."
            )
            keluhan.add("WARN_BIAYA_KARTU", pesan, baris=satu.baris)


def _check_dates(tagihan: TagihanKki, keluhan: Keluhan) -> None:
    """Lines posted after the bill was printed, or before they were bought, were probably misread."""
    for satu in tagihan.rincian:
        late = tagihan.tanggal_cetak is not None and satu.tanggal_pembukuan > tagihan.tanggal_cetak
        if late or satu.tanggal_pembukuan < satu.tanggal_transaksi:
            pesan = (
                f"Baris {satu.baris}: tanggal pembukuan {satu.tanggal_pembukuan:%d/%m/%Y} tidak wajar untuk transaksi "
                f"{satu.tanggal_transaksi:%d/%m/%Y} pada tagihan ini. Cocokkan dengan lembar cetak."
            )
            keluhan.add("WARN_TANGGAL_PEMBUKUAN", pesan, baris=satu.baris)

"""Posts keys, seals and files; the secret halves of keys go to the key store of this computer and nowhere else."""

from __future__ import annotations

import base64

from sqlalchemy import Connection

from core.identity import OpdId
from core.keystore import KeyStore
from core.segel.kunci import AkhirKunci, KunciSegel, key_id
from core.segel.lembar import sheet_message, sheet_text, unsealed_sheet
from core.segel.queries import Paket, SegelBerkas
from db.pintu import Pintu
from db.segel import ed25519
from db.segel.queries import SqlSegelQueries


class SqlSegelRepository(SqlSegelQueries):
    """The keys, seals and files of one office, for writing."""

    def __init__(self, conn: Connection, pintu: Pintu, opd_id: OpdId, keystore: KeyStore) -> None:
        super().__init__(conn, opd_id)
        self._pintu = pintu
        self._keystore = keystore

    def new_key(self) -> bytes:
        rahasia = ed25519.new_secret()
        publik = ed25519.public_of(rahasia)
        self._keystore.set(self._name(key_id(publik)), rahasia)
        return publik

    def add_key(self, kunci: KunciSegel) -> None:
        lembar = ""
        if kunci.sendiri:
            # made while the secret half is at hand: the sheet can then be printed on every computer of the office
            awal = unsealed_sheet(kunci)
            segel = self.sign(kunci, sheet_message(awal))
            assert segel is not None, "a key is added where it was made"
            lembar = sheet_text(awal, segel)
        self._pintu.post(
            "kunci_segel",
            [
                {
                    "id": kunci.id,
                    "publik": kunci.publik.hex(),
                    "opd_kode": kunci.opd_kode,
                    "opd_nama": kunci.opd_nama,
                    "berlaku_dari": kunci.berlaku_dari,
                    "sendiri": int(kunci.sendiri),
                    "lembar": lembar,
                }
            ],
        )

    def end_key(self, kunci: KunciSegel, akhir: AkhirKunci) -> None:
        baris = {"kunci_id": kunci.id, "cara": str(akhir.cara), "tanggal": akhir.tanggal, "sebab": akhir.sebab}
        self._pintu.post("kunci_segel_akhir", [baris])

    def sign(self, kunci: KunciSegel, pesan: bytes) -> bytes | None:
        rahasia = self._keystore.get(self._name(kunci.id))
        return None if rahasia is None else ed25519.seal(rahasia, pesan)

    def verify(self, publik: bytes, pesan: bytes, segel: bytes) -> bool:
        return ed25519.verify(publik, pesan, segel)

    def add_seal(self, segel: SegelBerkas) -> None:
        baris = {
            "berkas_id": segel.berkas_id,
            "putaran": segel.putaran,
            "kunci_id": segel.kunci_id,
            "disegel": segel.disegel,
            "teks": segel.teks,
        }
        self._pintu.post("segel_berkas", [baris])

    def add_packet(self, paket: Paket) -> None:
        baris = {
            "sidik": paket.sidik,
            "berkas_id": paket.berkas_id,
            "putaran": paket.putaran,
            "jenis": paket.jenis,
            "urut": paket.urut,
            "kunci_id": paket.kunci_id,
            "isi": base64.b64encode(paket.isi).decode("ascii"),
        }
        self._pintu.post("paket", [baris])

    def _name(self, kunci_id: str) -> str:
        return f"{self._opd}:segel:{kunci_id}"

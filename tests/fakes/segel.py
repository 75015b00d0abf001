"""Keys, seals and files in memory, with real seals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.identity import BerkasId
from core.segel.kunci import AkhirKunci, KunciSegel, key_id
from core.segel.queries import Paket, SegelBerkas
from db.segel import ed25519


@dataclass
class SegelDiMemori:
    kunci: dict[str, KunciSegel] = field(default_factory=dict)
    rahasia: dict[str, bytes] = field(default_factory=dict)
    segel: dict[tuple[BerkasId, int], SegelBerkas] = field(default_factory=dict)
    paket: dict[str, Paket] = field(default_factory=dict)

    def known_keys(self) -> Sequence[KunciSegel]:
        return list(self.kunci.values())

    def new_key(self) -> bytes:
        rahasia = ed25519.new_secret()
        publik = ed25519.public_of(rahasia)
        self.rahasia[key_id(publik)] = rahasia
        return publik

    def add_key(self, kunci: KunciSegel) -> None:
        self.kunci[kunci.id] = kunci

    def end_key(self, kunci: KunciSegel, akhir: AkhirKunci) -> None:
        self.kunci[kunci.id] = replace(kunci, akhir=akhir)

    def sign(self, kunci: KunciSegel, pesan: bytes) -> bytes | None:
        rahasia = self.rahasia.get(kunci.id)
        return None if rahasia is None else ed25519.seal(rahasia, pesan)

    def verify(self, publik: bytes, pesan: bytes, segel: bytes) -> bool:
        return ed25519.verify(publik, pesan, segel)

    def add_seal(self, segel: SegelBerkas) -> None:
        dulu = self.segel.get((segel.berkas_id, segel.putaran))
        assert dulu is None or dulu.kunci_id != segel.kunci_id
        self.segel[segel.berkas_id, segel.putaran] = segel

    def seal_of(self, berkas_id: BerkasId, putaran: int) -> SegelBerkas | None:
        return self.segel.get((berkas_id, putaran))

    def add_packet(self, paket: Paket) -> None:
        self.paket[paket.sidik] = paket

    def packet(self, sidik: str) -> Paket | None:
        return self.paket.get(sidik)

    def packets(self, berkas_id: BerkasId) -> Sequence[Paket]:
        return [p for p in self.paket.values() if p.berkas_id == berkas_id]

"""Statements made for the tests: a camt.053 message, an MT940 message, a list of a bank nobody knows."""

from tests.importers.buat import contoh

MT940 = contoh("bank/mt940.txt").decode()
BRI = contoh("bank/bri-cms.csv").decode()
MCM = contoh("bank/mandiri-mcm.csv").decode()
BCA = contoh("bank/bca-bisnis.csv").decode()


def entry(jumlah: str, sisi: str, hari: str, kata: str, *, mata_uang: str = "IDR", status: str = "BOOK") -> str:
    return f"""<Ntry><Amt Ccy="{mata_uang}">{jumlah}</Amt><CdtDbtInd>{sisi}</CdtDbtInd><Sts><Cd>{status}</Cd></Sts>
<BookgDt><Dt>{hari}</Dt></BookgDt><ValDt><Dt>{hari}</Dt></ValDt><AcctSvcrRef>REF{hari[-2:]}</AcctSvcrRef>
<NtryDtls><TxDtls><RmtInf><Ustrd>{kata}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""


def balance(jenis: str, jumlah: str, hari: str) -> str:
    return f"""<Bal><Tp><CdOrPrtry><Cd>{jenis}</Cd></CdOrPrtry></Tp><Amt Ccy="IDR">{jumlah}</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{hari}</Dt></Dt></Bal>"""


ISI = (
    entry("2129730.00", "DBIT", "2026-02-05", "PEMBAYARAN TOKO CONTOH TBP 7"),
    entry("32432.00", "DBIT", "2026-02-06", "MPN BILLING 000000000000003"),
    entry("237838.00", "DBIT", "2026-02-06", "MPN BILLING 000000000000004"),
    entry("2400000.00", "CRDT", "2026-02-26", "SP2D 000031 GU"),
)


def camt(
    *isi: str, awal: str = "5000000.00", akhir: str = "5000000.00", kepala: str = "", akun: str = "0000000001"
) -> str:
    saldo = balance("OPBD", awal, "2026-02-01") + balance("CLBD", akhir, "2026-02-28")
    return f"""<?xml version="1.0" encoding="UTF-8"?>{kepala}
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt>
<Id>CONTOH</Id><Acct><Id><Othr><Id>{akun}</Id></Othr></Id><Ccy>IDR</Ccy></Acct>{saldo}
{"".join(isi or ISI)}</Stmt></BkToCstmrStmt></Document>"""


BPD = """BANK CONTOH DAERAH;;;;;
Nomor Rekening;: 0012345;;;;
Mata Uang;: IDR;;;;
Periode;01/02/2026 s.d. 28/02/2026;;;;
Tgl Trx;Berita;Keluar;Masuk;Saldo;Ref
05/02/2026;PEMBAYARAN TOKO CONTOH;2.129.730,00;0,00;2.870.270,00;A1
26/02/2026;SP2D 000031 GU;0,00;2.400.000,00;5.270.270,00;A2
"""
"""Headings of which some are no known words: `Tgl Trx` and `Berita` need a profile."""
UMUM = """Tanggal;Uraian;Debet;Kredit;Saldo
05/02/2026;PEMBAYARAN TOKO CONTOH;2.129.730,00;0,00;2.870.270,00
26/02/2026;SP2D 000031 GU;0,00;2.400.000,00;5.270.270,00
"""

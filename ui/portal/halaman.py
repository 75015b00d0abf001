"""The pages as HTML: one file each, no script, no picture, nothing fetched; dark on white, to be read in the sun."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import datetime
from html import escape
from typing import Final

from core.pelacakan.perpindahan import Keadaan
from core.pelacakan.publik import Giliran, LangkahPublik, TandaLangkah
from core.pelacakan.waktu import JamKantor
from ui.portal.isi import IsiLaman, moment, turn_words

GAYA: Final = (
    "*{box-sizing:border-box}html{color-scheme:light}"
    "body{margin:0;background:#fff;color:#111;font:18px/1.45 system-ui,Roboto,'Noto Sans',sans-serif}"
    "main{max-width:34rem;margin:0 auto;padding:16px}"
    "p{margin:.35em 0}.k{color:#333;font-size:16px}.u{font-weight:700;overflow-wrap:anywhere}"
    "h1{font-size:28px;line-height:1.15;margin:0}"
    ".g{margin:14px 0;padding:14px 16px;border-radius:10px;border:3px solid;background:#fff}"
    ".kantor,.luar{border-color:#0a5c54}.opd{border-color:#9a1b10}.selesai{border-color:#0b6b2e}"
    ".kantor h1,.luar h1{color:#0a5c54}.opd h1{color:#9a1b10}.selesai h1{color:#0b6b2e}"
    "ol{list-style:none;margin:10px 0;padding:0}"
    "li{display:grid;grid-template-columns:34px 1fr;padding:9px 0;border-top:1px solid #bbb}"
    "li:first-child{border-top:0}li b{font-size:22px;line-height:1.2}li span{display:block;font-size:16px;color:#333}"
    ".nanti{color:#555}.kini,.kembali{font-weight:700}.kini span,.kembali span{font-weight:400;color:#111}"
    "dl{margin:12px 0;padding:12px 0;border-top:2px solid #111;border-bottom:2px solid #111}"
    "dt{font-size:16px;color:#333}dd{margin:0 0 8px;font-weight:700}dd:last-child{margin:0}"
    "label{display:block;margin:14px 0 6px}"
    "input,button{width:100%;font:inherit;padding:12px;border:2px solid #111;border-radius:8px;background:#fff}"
    "input{font-size:22px;letter-spacing:.06em;text-transform:uppercase}"
    "button{margin-top:10px;background:#0a5c54;border-color:#0a5c54;color:#fff;font-weight:700}"
)
CARI_JS: Final = (
    "document.forms[0].onsubmit=async function(e){e.preventDefault();"
    "var t=this.kode.value.toUpperCase().replace(/[^0-9A-Z]/g,'').replace(/O/g,'0').replace(/[IL]/g,'1')"
    ".replace(/U/g,'V').replace(/(.{4})(?=.)/g,'$1-');"
    "var h=await crypto.subtle.digest('SHA-256',new TextEncoder().encode('pundi-resi-ketik:'+t));"
    "location.href='k/'+Array.from(new Uint8Array(h),function(b){return b.toString(16).padStart(2,'0')})"
    ".join('').slice(0,32)+'.html'}"
)
"""The one script there is: on a web space without a server the typed code is turned into its page's name here."""

TANDA: Final = {
    TandaLangkah.SELESAI: "✓",
    TandaLangkah.KINI: "●",
    TandaLangkah.KEMBALI: "↩",
    TandaLangkah.NANTI: "○",
}
_CAP_AWAL, _CAP_AKHIR = '<p class="k" id="umur">', "</p><!--umur-->"


def _source(teks: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(teks.encode()).digest()).decode()}'"


CSP: Final = f"default-src 'none'; style-src {_source(GAYA)}; form-action 'self'; base-uri 'none'"
CSP_CARI: Final = f"{CSP}; script-src {_source(CARI_JS)}"


def render_page(isi: IsiLaman, at: datetime, segar_menit: int) -> str:
    """The page of one receipt as it stands at a moment; renewed at least every `segar_menit` service minutes."""
    x = isi.lacak
    kelas = "selesai" if x.keadaan is Keadaan.SELESAI else "opd" if x.giliran is Giliran.TIDAK_ADA else x.giliran
    putaran = f" · pengajuan ke-{x.putaran}" if x.putaran > 1 else ""
    lines = [
        f'<p class="k">{escape(isi.pemda)}</p>' if isi.pemda else "",
        f'<p class="u">{escape(f"{x.dokumen}-{x.jenis}" if x.jenis else x.dokumen)} {escape(x.nomor)}</p>',
        f"<p>{escape(x.opd)}{putaran}</p>",
        f'<div class="g {kelas}"><h1>{escape(turn_words(x))}</h1><p>{escape(x.kalimat)}</p>',
        f"<p><strong>Alasan:</strong> {escape(x.alasan)}.</p>" if x.alasan else "",
        "</div>",
        _expectation(isi),
        "<ol>",
        *(_step(step, isi.jam) for step in x.langkah),
        "</ol>",
        _age(at, isi.jam, segar_menit, berakhir=not isi.perkiraan),
    ]
    return _document("Lacak berkas", "".join(lines))


def _expectation(isi: IsiLaman) -> str:
    if not isi.perkiraan:
        return ""
    return (
        f"<dl><dt>Perkiraan selesai</dt><dd>{escape(isi.perkiraan)}</dd>"
        f"<dt>Sisa waktu</dt><dd>{escape(isi.sisa)}</dd></dl>"
    )


def _step(step: LangkahPublik, jam: JamKantor) -> str:
    kapan = "" if step.at is None else moment(step.at, jam)
    if step.tanda is TandaLangkah.KINI and kapan:
        kapan = f"sejak {kapan}"
    kata = f"{step.kata[0].upper()}{step.kata[1:]}"
    if step.tanda is TandaLangkah.KEMBALI:
        kata += " — dikembalikan"
    rest = f"<span>{escape(kapan)}</span>" if kapan else ""
    tanda = f'<b aria-hidden="true">{TANDA[step.tanda]}</b>'
    return f'<li class="{step.tanda.value}">{tanda}<div>{escape(kata)}{rest}</div></li>'


def _age(at: datetime, jam: JamKantor, segar_menit: int, *, berakhir: bool) -> str:
    rest = (
        ""
        if berakhir or not segar_menit
        else f" Pada jam layanan halaman ini dibuat lagi paling lama tiap {segar_menit} menit; "
        "bila lebih tua dari itu, keadaannya mungkin sudah berubah."
    )
    return f"{_CAP_AWAL}Keadaan pada {moment(at, jam)} {jam.zona}.{rest}{_CAP_AKHIR}"


def without_age(laman: str) -> str:
    """A page without the line that says how old it is: what is compared to see whether it changed."""
    head, _, rest = laman.partition(_CAP_AWAL)
    return head + rest.partition(_CAP_AKHIR)[2]


def render_search(*, dilayani: bool) -> str:
    """The page with the field for the code. `dilayani`: our server answers; else a small script finds the page."""
    tanpa = "<noscript><p>Tanpa JavaScript, pindai QR pada tanda terima.</p></noscript>"
    script = "" if dilayani else f"{tanpa}<script>{CARI_JS}</script>"
    isi = (
        "<h1>Lacak berkas</h1><p>Pindai QR pada tanda terima dengan kamera ponsel, atau ketik 16 huruf di bawahnya.</p>"
        '<form method="post" action="./" autocomplete="off"><label for="kode">Kode tanda terima</label>'
        '<input id="kode" name="kode" maxlength="40" required autocapitalize="characters" spellcheck="false" '
        'autocomplete="off" placeholder="ABCD-EFGH-JKMN-PQRS"><button>Lihat</button></form>'
        '<p class="k">Halaman ini tidak memuat nilai uang, nama orang, atau rekening.</p>' + script
    )
    return _document("Lacak berkas", isi, csp=CSP if dilayani else CSP_CARI)


def render_missing() -> str:
    """The one answer for a code that is wrong, unknown, or has run out."""
    return _document(
        "Tidak ditemukan",
        "<h1>Tidak ditemukan</h1><p>Kode ini tidak dikenal atau masa berlakunya sudah habis.</p>"
        "<p>Periksa kodenya pada tanda terima, atau tanyakan kepada OPD yang mengajukan berkas.</p>",
    )


def render_busy() -> str:
    """What somebody is told who asks too often."""
    return _document(
        "Tunggu sebentar", "<h1>Tunggu sebentar</h1><p>Terlalu banyak permintaan. Coba lagi satu menit lagi.</p>"
    )


def render_redirect(laman: str) -> str:
    """The page behind a typed code: sends on to the page of the receipt, also without a script."""
    tujuan = f"../t/{laman}.html"
    return (
        '<!doctype html><html lang="id"><meta charset="utf-8"><meta name="robots" content="noindex">'
        '<meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="refresh" content="0;url={tujuan}"><title>Lacak berkas</title>'
        f'<p><a href="{tujuan}">Lihat berkas</a></p></html>'
    )


def _document(judul: str, isi: str, csp: str = CSP) -> str:
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex,nofollow"><meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="Content-Security-Policy" content="{csp}">'
        f"<title>{escape(judul)}</title><style>{GAYA}</style></head><body><main>{isi}</main></body></html>"
    )

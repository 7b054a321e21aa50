"""Five hundred strings that a site may be given to harm its reader, and the shape of HTML that they must not change."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import product

COUNT = 500
MARKUP = (
    "<b>bold</b>",
    "<h1>Call this number</h1>",
    "<img src=x onerror=window.pwned=1>",
    '"><img src=x onerror="window.pwned=1">',
    "'><img src=x onerror='window.pwned=1'>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<base href=https://example.org/>",
    "<form action=https://example.org/><input name=total_b12></form>",
    "<input autofocus onfocus=window.pwned=1>",
    "<details open ontoggle=window.pwned=1>",
    "<video><source onerror=window.pwned=1></video>",
    "<template><img src=x onerror=window.pwned=1></template>",
    "<marquee onstart=window.pwned=1>",
    "</td></tr></table><img src=x onerror=window.pwned=1>",
    "</calculator-form></form></p><u>",
    "<!-- comment --!><img src=x onerror=window.pwned=1>",
    "<![CDATA[<img src=x onerror=window.pwned=1>]]>",
    "<?xml version='1.0'?>",
    "<noscript><p title='</noscript><img src=x onerror=window.pwned=1>'>",
    "<a href=# data-do=link id=limits>press</a>",
    "<p data-words=b12_status-confirmed></p>",
)
SCRIPT = (
    "<script>window.pwned=1</script>",
    "<ScRiPt>window.pwned=1</sCrIpT>",
    "<script src=data:,window.pwned=1></script>",
    "<script>alert(1)</script>",
    "</script><script>window.pwned=1</script>",
    "<<script>script>window.pwned=1<</script>/script>",
    "';window.pwned=1;//",
    '";window.pwned=1;//',
    "`;window.pwned=1;`",
    "\\';window.pwned=1;//",
    "constructor.constructor('window.pwned=1')()",
    "__import__('js').eval('window.pwned=1')",
    "'''+__import__('js').alert(1)+'''",
    '"); import js; js.alert(1) #',
    "__proto__",
    "]}});window.pwned=1;({",
)
DRAWING = (
    "<svg onload=window.pwned=1>",
    "<svg><script>window.pwned=1</script></svg>",
    "<svg><animate onbegin=window.pwned=1 attributeName=x dur=1s>",
    "<svg><foreignObject><img src=x onerror=window.pwned=1></foreignObject></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=window.pwned=1/>#x'/></svg>",
    "</text></svg><img src=x onerror=window.pwned=1>",
    "<math><mtext><style><img src=x onerror=window.pwned=1></style></mtext></math>",
    "<svg><a href='javascript:window.pwned=1'><text y=20>press</text></a></svg>",
)
ADDRESS = (
    "javascript:window.pwned=1",
    "JaVaScRiPt:window.pwned=1//",
    "java\tscript:window.pwned=1",
    "data:text/html,<script>window.pwned=1</script>",
    "vbscript:msgbox(1)",
    "https://example.org/?total_b12=179",
    "//example.org/x.js",
    "file:///etc/passwd",
    "../../../../etc/passwd",
    "#result=W10",
    "?total_b12=179&x=<b>",
    "mailto:a@example.org?body=<b>",
)
BIDI = (
    "\u202e971 L/gn",
    "\u202d179\u202c kg",
    "\u2066<b>\u2069",
    "\u200f179 ng/L!",
    "\u200e\u200f\u061c",
    "\u05d0179\u05d1",
    "179\u202e gk\u202c",
    "\u2067\u202e\u2068",
)
CONTROL = (
    "\x00",
    "179\x00ng/L",
    "\x01\x02\x03",
    "\x1b[31m179\x1b[0m",
    "\x07\x08\x7f",
    "\x80\x9f\x85x",
    "a\u2028b",
    "a\u2029b",
    "\ufeff179 ng/L",
    "\ufffe\uffff",
    "\ufff9a\ufffab\ufffb",
    "179\x0bng/L;\x0c",
)
TEMPLATE = (
    "{{7*7}}",
    "{% include '/etc/passwd' %}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{0.__class__.__mro__}",
    "{field}",
    "%s%s%n",
    "%(message)s",
    "$(id)",
    "`id`",
    "; rm -rf ~",
    "' OR 1=1 --",
    "=1+1",
    '=HYPERLINK("https://example.org")',
    "[link](javascript:window.pwned=1)",
    "![x](https://example.org/x.png)",
    "[@savage1995]",
    "--8<-- 'secret'",
    '{"total_b12": 179}',
    "\\u003cimg src=x onerror=window.pwned=1\\u003e",
    "\\x3cscript\\x3ewindow.pwned=1",
)
ENTITY = (
    "&lt;img src=x onerror=window.pwned=1&gt;",
    "&#60;img src=x onerror=window.pwned=1&#62;",
    "&#x3c;b&#x3e;",
    "&amp;lt;b&amp;gt;",
    "&nbsp;&shy;&zwj;",
    "&#0;&#xD800;",
    "&",
    "&unknown;",
    "%3Cscript%3Ewindow.pwned=1%3C/script%3E",
    "+ADw-script+AD4-window.pwned=1",
)
LOOK_ALIKE = (
    "\uff11\uff17\uff19 ng/L",
    "\u0661\u0667\u0669 ng/L",
    "\u06f1\u06f7\u06f9 ng/L",
    "\u0967\u096d\u096f ng/L",
    "\U0001d7cf\U0001d7d5\U0001d7d7 ng/L",
    "l79 ng/L",
    "1O9 ng/L",
    "\u00b9\u2077\u2079 ng/L",
    "\u216b ng/L",
    "179 n\u0261/L",
    "179 ng\u2215L",
    "\uff1cimg src=x onerror=window.pwned=1\uff1e",
    "\u2039script\u203a",
    "179 \u217cng/L",
)
HIDDEN = (
    "1\u200b79 ng/L",
    "179\u2060 ng/L",
    "17\u00ad9 ng/L",
    "179\u034f ng/L",
    "1\u03077\u03079 ng/L",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034d",
    "179\ufe0f\u20e3",
    "\U000e0001\U000e0074\U000e0065",
    "\ud800",
    "179\udfff ng/L",
    "\udc00\ud800",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
)
LONG = (
    "9" * 61,
    "<b>" * 5_000,
    "1 " * 30_000,
    "1" + " " * 60_000 + "x",
    "\u0301" * 20_000,
    "&" * 50_000,
    "(" * 50_000,
    "1,2." * 20_000,
    '"' * 100_000,
    "\u202e" * 10_000,
)
CLASSES = {
    "markup": MARKUP,
    "script": SCRIPT,
    "drawing": DRAWING,
    "address": ADDRESS,
    "bidi": BIDI,
    "control": CONTROL,
    "template": TEMPLATE,
    "entity": ENTITY,
    "look-alike": LOOK_ALIKE,
    "hidden": HIDDEN,
    "long": LONG,
}
AROUND = ("{}", "179 {}", "{}x", "{}\u202e'\"><i>", "<{}>", "\ufeff{}\x00&")


def hostile() -> list[str]:
    """Every string by itself, then within others, until there are five hundred."""
    seeds = [seed for group in CLASSES.values() for seed in group]
    found = dict.fromkeys(around.replace("{}", seed) for around, seed in product(AROUND, seeds))
    return list(found)[:COUNT]


class Shape(HTMLParser):
    """What HTML is made of: its tags with their attributes' names, and apart from them its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.parts.append(f"<{tag} {' '.join(name for name, _ in attrs)}>")

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self.parts.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        """A comment, of which there is none."""
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """A declaration, of which there is none either."""
        self.parts.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        """Nor a processing instruction."""
        self.parts.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        """Nor any other."""
        self.parts.append(f"<![{data}]>")

    def handle_data(self, data: str) -> None:
        """Text."""
        self.texts.append(data)

    @property
    def text(self) -> str:
        """All text, in one."""
        return "".join(self.texts)

"""Articles and pages of our own that several tests send."""

from __future__ import annotations

PARAGRAPHS = (
    "VALDORA (Meridian) — The foreign ministers of Valdora and Ostrava-on-Sea met on Tuesday for"
    " the first time in nine years and agreed to reopen the two embassies that were closed after"
    " the ferry dispute.",
    "The ministers signed a short declaration in the old customs house, a building that stands on"
    " the border itself. It commits both governments to talks on fishing rights before the summer.",
    "“Nobody expected us to stay in the room for six hours,” the Valdoran minister, Ilse Quarn,"
    " told reporters afterwards. “We did, and we will meet again.”",
    "Negotiators have yet to settle who pays for the lighthouse. A United Nations envoy who sat in"
    " on the meeting said sanctions on shipping would be lifted in stages if the talks go on.",
)
ARTICLE = "\n\n".join(PARAGRAPHS)

PAGE = f"""Ministers reopen embassies after nine years of silence

May 4, 2031, 9:12 AM | Updated: 11:40 am
FILE - Minister Ilse Quarn at the customs house, Tuesday, May 3, 2031. (Meridian Photo/Tam Orrin)

(Meridian Photo/Tam Orrin, File)

{ARTICLE}


Copyright © Meridian News. All rights reserved. This material may not be published or rewritten.

Meridian News

Storm closes harbour at Pell

PELL (Meridian) — A storm from the west has closed the harbour for two days, said its […]
3 hours ago
Sponsored Articles

Seven things your plumber will not tell you

Instead of waiting for the pipe to burst, experts suggest that you look at the valve twice a year.
"""

HTML = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Ministers reopen embassies - Meridian</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Ministers reopen embassies after nine years of silence</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}
</article><footer><p>Copyright © Meridian News. All rights reserved.</p></footer></body></html>"""

"""What a paper calls on its readers to do: to give, write, vote, watch and sign up."""

from __future__ import annotations

import re

from service.articles.furniture.rule import LONG, MIDDLE, SHORT, Rule
from service.articles.furniture.wording import ends_sentence, is_told, reads_as_news

_ASKS = re.compile(
    r"\b(?:you|your|yours|our|us|we|please)\b"
    r"|^\W*(?:give|donate|contribute|chip|help|support|become|make|turn|disable|switch|consider)\b",
    re.IGNORECASE,
)
_GIVE = re.compile(
    r"\b(?:consider(?:ing)?|please)\b[^.!?]{0,40}"
    r"\b(?:donations?|donating|contributions?|contributing|supporting us|support us|donate)\b"
    r"|\b(?:relies|rely|depends?|counts?|lives?) (?:up)?on (?:the )?(?:\w+ (?:of )?){0,3}"
    r"(?:your (?:\w+ )?(?:support|generosity|help|donations?|contributions?)|you(?=[.,;!]|\W*$)"
    r"|(?:its|our|their) (?:readers|supporters|members|subscribers)\b)"
    r"|\b(?:free|possible)\b[^.!?]{0,30} because (?:some of )?(?:you|our \w+)"
    r" (?:pay|support|give)\b"
    r"|\b(?:with|make) (?:a|your) (?:\w+[ -]){0,2}(?:donation|contribution|gift)"
    r" (?:to (?:us|our|keep)|today|now)\b"
    r"|\breaders? like you\b|\breader-(?:funded|supported)\b"
    r"|\bthanks to (?:the support of )?(?:our )?(?:readers|members|supporters|people) like you\b"
    r"|\b(?:support|sustain|back|fund|protect|keep|value|believe in|help) (?:\w+ ){0,3}"
    r"(?:independent|local|quality|our|free|public-interest|community) (?:\w+ ){0,2}"
    r"(?:journalism|reporting|newsroom|journalists|work)\b"
    r"|\bbecome (?:an? )?(?:\w+ ){0,2}(?:member|supporter|subscriber|patron|friend of)\b",
    re.IGNORECASE,
)
_FUNDED = re.compile(
    r"[^,;]{2,60}\b(?:is|are) (?:\w+ )?"
    r"(?:funded|financed|supported|paid for|kept alive"
    r"|made possible)(?: \w+)? by (?:its|our|the|their)? ?(?:\w+ )?"
    r"(?:readers|members|subscribers|supporters)\b",
    re.IGNORECASE,
)
_BLOCKER = re.compile(
    r"\bad(?:vert|vertising|vertisement)?s?[ -]?block(?:er|ers|ing)?\b|\bblocking (?:our )?ads\b"
    r"|\bwhitelist\b|\ballow (?:our )?ads\b",
    re.IGNORECASE,
)
_OF_APPEALS = """
donation donations donate donating contribution contributions contribute contributing supporting
support supporters supported reader readers journalism journalists newsroom reporting reader-funded
reader-supported generosity help member members subscriber subscribers patron friend gift you work
blocker blockers blocking adblocker adblockers adblock ad-blocker ad-blockers ad-block block
whitelist ads
"""
#: Words between blanks of which each appeal for money has one in it, in small letters.
APPEAL_WORDS = frozenset(
    word + mark
    for word in _OF_APPEALS.split()
    for mark in ("", ".", ",", "!", ":")
    if word + mark != "you"
)
_STAFF = (
    r"(?:the|this|these|our) (?:authors?|writers?|reporters?|correspondents?|columnists?"
    r"|journalists?|editors?|newsroom|newsdesk|news ?desk|team)\b"
)
_FILM = r"(?:video|interview|clip|segment|discussion|episode|footage|debate|report|exchange|show)"
_SHOWN = (
    r"(?:graphics?|videos?|maps?|charts?|polls?|interactives?|content|images?|gallery|form"
    r"|table|timeline|player|embed|slideshow)\b"
)
#: What else is to be seen, in the page or on the air.
TO_VIEWERS: tuple[Rule, ...] = (
    Rule(
        MIDDLE,
        match=re.compile(
            rf"(?:click to )?(?:watch|see|view) (?:the |this |our |my )?(?:\w+ ){{0,3}}{_FILM}s?\b"
            r"(?=.{0,50}\b(?:above|below|here|accompanying|for (?:the )?(?:full|entire|more))\b"
            r"|\W*$)"
            r"|watch (?:the )?(?:accompanying|full|entire|complete|above|attached)"
            rf" (?:\w+ )?{_FILM}\b"
            r"|watch\b.{2,80}\b(?:weekdays|weeknights|at \d{1,2}(?:[:.]\d\d)? ?[ap]\.?m)\b"
            r"|tune in(?:to)?\b.{0,120}\b(?:a\.?m|p\.?m|weekdays|weeknights|tonight|tomorrow"
            r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b"
            r"|(?:if you )?(?:don[’']t|do not|can[’']t|cannot|can not) (?:see|view) (?:the|this)"
            rf" {_SHOWN}"
            r"|check out (?:the latest|our|all (?:the|of|our)|more)\b"
            r"|(?:follow|find|see|read) (?:all (?:of )?)?(?:our |the )?"
            r"(?:(?-i:[A-Z])[\w’'.]+ ){0,3}(?:(?:full|complete|latest|live|ongoing) )?"
            r"coverage\b.{0,80}\b(?:at|here|on)\b"
            r"|read or share this (?:story|article)\b",
            re.IGNORECASE,
        ),
        openings="click watch see view tune if don can cannot do check follow find read",
        unless=is_told,
    ),
    Rule(LONG, search=re.compile(r"\b(?:JUST WATCHED|MUST WATCH)\b"), hints=("just w", "must w")),
)


def asks_reader(text: str) -> bool:
    """Say whether a paper asks its reader to give money, or to see advertisements."""
    if " by " in text and _FUNDED.match(text) is not None:
        return True
    if _ASKS.search(text) is None:
        return False
    return _GIVE.search(text) is not None or _BLOCKER.search(text) is not None


def _is_told(text: str) -> bool:
    """Say whether a sentence says who said so, or opens with a dateline."""
    return ends_sentence(text) and is_told(text)


def _is_no_question(text: str) -> bool:
    return ends_sentence(text) and not text.endswith("?")


#: How to reach who wrote the article.
TO_WRITERS: tuple[Rule, ...] = (
    Rule(
        SHORT,
        fullmatch=re.compile(
            r"[(\[]?(?:(?:e-?mail|contact):? )?[\w.+-]{1,64}+\s?@\s?[\w-]{1,64}+"
            r"(?:\.[\w-]{1,64}+){0,5}[)\].]{0,2}",
            re.IGNORECASE,
        ),
        hints=("@",),
    ),
    Rule(
        MIDDLE,
        match=re.compile(
            r"(?:please )?(?:(?:send|submit|forward|share|direct|address|e-?mail)\b[^@]{0,80}"
            r"\b(?:tips?|comments?|feedback|questions?|thoughts|corrections?|letters?|suggestions?"
            r"|stories|ideas|inquiries|enquiries|requests|news)\b[^@]{0,60}"
            r"|(?:contact|e-?mail|reach|write(?: to)?|get in touch with|text|tweet|message)"
            r"\s[^@]{2,100}\s)@?[\w.+-]*@",
            re.IGNORECASE,
        ),
        hints=("@",),
        unless=_is_told,
    ),
    Rule(
        SHORT,
        match=re.compile(
            rf"(?:contact|e-?mail|reach|write to|get in touch with|follow) {_STAFF}", re.IGNORECASE
        ),
        openings="contact email e reach write get follow",
        unless=reads_as_news,
    ),
)
#: What the house says of itself, and asks for.
TO_READERS: tuple[Rule, ...] = (
    Rule(
        LONG,
        search=re.compile(
            r"(?:^|[.!?:)] )(?:please )?(?:sign up|register|subscribe) (?:here |now |today )*"
            r"(?:to (?:receive|get|read|have|hear|be)|below|(?-i:By signing))\b"
            r"|\bnewsletter sign[ -]?up\b|\bverify you.?re not a robot\b"
            r"|\bby (?:clicking|signing up|subscribing|continuing|submitting)\b.{0,80}"
            r"\b(?:agree|terms|policy)\b"
            r"|(?:^|[.!?:)] )help us (?:to )?(?:tell|report|investigate|cover|continue|improve)\b"
            r"|\b(?:is|are) (?:reader|member|listener|community)[ -](?:supported|funded)\b"
            r"|\bchip in\b.{0,30}\bto help us\b",
            re.IGNORECASE,
        ),
        hints=(
            *("sign up ", "register ", "subscribe ", "newsletter sign", "robot", "help us "),
            *("by clicking", "by signing", "by subscribing", "by continuing", "by submitting"),
            *(" supported", "-supported", " funded", "-funded", "chip in"),
        ),
        unless=reads_as_news,
    ),
    Rule(
        MIDDLE,
        search=re.compile(
            r"^(?:get|receive|have|want|enjoy|our|all the)\b.{0,120}"
            r"\bdelivered (?:\w+ ){0,3}to your\b"
            r"|(?:\b(?:shows|brings|gives|offers|sends) you)\b.{0,60}"
            r"\b(?:stories|news|headlines|perspectives|coverage)\b"
            r"|\bvote (?:now|here|today)\b[^.]{0,30}(?:\b(?:poll|survey)\b|\W*$)"
            r"|\b(?:take|answer|join|vote in) our (?:\w+ ){0,2}(?:poll|survey|quiz)\b"
            r"|\bdownload (?:\w+ ){1,5}for (?:iphone|ipad|android|ios)\b"
            r"|\bnot responsible for the content of (?:external|other)\b",
            re.IGNORECASE,
        ),
        hints=(
            *("delivered ", "shows you", "brings you", "gives you", "offers you", "sends you"),
            *("vote now", "vote here", "vote today", " poll", " survey", " quiz", "download "),
            "responsible for the content of",
        ),
        unless=reads_as_news,
    ),
    # Polls have titles of questions.
    Rule(
        MIDDLE,
        match=re.compile(r"Do You (?:Approve|Support|Agree|Think|Believe|Trust|Plan|Want|Favor)\b"),
        openings="do",
        unless=_is_no_question,
    ),
    Rule(
        LONG,
        match=re.compile(
            r"share your (?:thoughts|views|opinions?|story|experiences?)\b.{0,300}"
            r"(?:\bjoin the\b|\bcomments?\b|\blet us know\b|\btell us\b|@)",
            re.IGNORECASE,
        ),
        openings="share",
    ),
    Rule(
        MIDDLE,
        match=re.compile(
            r"(?:are|were|have|did) you\b[^?]{0,120}\?\s.{0,80}"
            r"\b(?:share (?:your|it)|e-?mail|contact|get in touch|tell us|send (?:us|your)"
            r"|write to us|let us know|submit)\b"
            r"|tell us\b.{0,160}(?:@|\b(?:e-?mail|form|comments?|here|below)\b)"
            r"|do you have (?:a|any) (?:question|comment|stor|tip|view|photo|experience)\w*\b"
            r"[^?]{0,80}\?\s.{0,40}\b(?:submit|send|e-?mail|ask|write|share|tell|let us)\b",
            re.IGNORECASE,
        ),
        openings="are were have did tell do",
        unless=reads_as_news,
    ),
)
#: Other stories, behind a label.
LABELLED: tuple[Rule, ...] = (
    Rule(
        MIDDLE,
        match=re.compile(
            r"(?:also read|must[ -]read|further (?:reading|coverage)|related (?:reading|coverage)"
            r"|explainer|deep dive|in depth|from the archives?|you (?:may|might) also like"
            r"|previous coverage|more coverage|full coverage|live updates|background"
            r"|(?:read )?more (?:from|on) (?-i:[A-Z])[\w .&’']{1,40}"
            r"|(?:[(\[]\s?)?also on (?-i:[A-Z])[\w .&’']{1,30}"
            r"|(?-i:READ|MORE|VIDEO|SEE|PHOTOS))\s?[:|]\s?\S",
            re.IGNORECASE,
        ),
        openings="""also must further related explainer deep in from you previous more full live
            background read ( [ video see photos""",
        unless=_is_no_question,
    ),
    Rule(
        SHORT,
        fullmatch=re.compile(
            r"\W{0,2}(?:comment|editorial|full story|full report|reports?|letters|sport|analysis"
            r"|see|turn to)\s?[-–—,:]{0,2}\s?pages? \d{1,3}\W{0,2}",
            re.IGNORECASE,
        ),
        hints=("page",),
    ),
)

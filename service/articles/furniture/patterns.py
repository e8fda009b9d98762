"""What each kind of furniture is worded like; `kinds` says what is made of it."""

from __future__ import annotations

import re

# Where two repetitions could share what they match, the first keeps all of it (`*+`): a line of
# 2,000 blanks behind a bar took 0.4 s, trying every way to divide them.
COPYRIGHT = re.compile(
    r"©|\(c\)\s*(?:19|20)\d\d|^copyright\W{0,3}(?:\(c\)|(?:19|20)\d\d|by\b)"
    r"|all rights reserved|\bcopyright (?:19|20)\d\d\b"
    r"|\b(?:material|content|site|article|publication|page)s?\b.{0,60}\bmay not be"
    r" (?:published|reproduced|copied|redistributed)\b",
    re.IGNORECASE,
)
_AGENCY = (
    r"(?:associated press|ap|reuters|afp|agence france-presse|getty(?: images)?|epa(?:-efe)?|dpa"
    r"|press association|pa(?: media| wire)?|xinhua|bloomberg|alamy|shutterstock|istock)"
)
CREDIT = re.compile(
    rf"\(?(?:(?:photo(?:graph)?|image|picture|illustration|video)s?(?: (?:credit|by|courtesy))?"
    rf"\s*(?::|\bby\s+(?-i:[A-Z])|/|\bcourtesy\b)|credit:|{_AGENCY}\s++(?:photo|file|video)?\s*+[/|]"
    r"|file photo\b)",
    re.IGNORECASE,
)
CREDIT_INSIDE = re.compile(
    rf"\([^()]{{2,40}}\s(?:photo|image|picture|video)\s?[/|][^()]{{2,60}}\)"
    rf"|\(\s*{_AGENCY}[^)]{{0,12}}[/|][^)]{{2,60}}\)"
    rf"|\((?:photo|picture|image|credit)s?(?: by\b|:|/| courtesy\b)[^)]{{2,60}}\)"
    rf"|(?:/|\||photograph:|picture:|credit:)\s*+{_AGENCY}\W*$"
    r"|(?:^|[.!?”\"’)]\s)(?:photo(?:graph)? by|(?:photo(?:graph)?s?|picture|credit):)\s"
    r"(?-i:[A-Z])[^.:;!?]{2,50}\.?$",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"(?:FILE(?: PHOTO)?\s*[-–—:]|(?:image |photo )?caption\s*:|image caption\b"
    r"|(?:above|pictured)(?: (?:above|left|right|here|from left))?\s*[,:]|in this (?:\w+ )?photo\b"
    r"|\(?(?:(?:from )?left to right|from left|l-r|clockwise from)\b)",
    re.IGNORECASE,
)
AGENCY_ALONE = re.compile(rf"(?:the )?{_AGENCY}\W*", re.IGNORECASE)
TEASER = re.compile(
    r"(?:read (?:more|also|next)|see also|related|more on this|recommended|don\Wt miss)\b\s*:\s*\S",
    re.IGNORECASE,
)
SECTION = re.compile(
    r"(?:you (?:may|might) (?:also )?(?:like|be interested in)"
    r"|related (?:articles?|stor(?:y|ies)|posts?|content|topics|news|links|coverage)"
    r"|recommended(?: (?:for you|stories|articles))?|more (?:from|on|in|stories|news|like)\b.*+"
    r"|most (?:read|popular|viewed|shared|recent|commented)"
    r"|(?:popular|latest|recent|trending|top|other|similar|featured|editor\W?s\W?)\s"
    r"(?:posts?|articles?|stor(?:y|ies)|news|stories|comments|picks?|now|headlines|videos?)"
    r"|trending|(?:sponsored|promoted) \w.*+|paid (?:content|post)|(?:from )?around the web"
    r"|from the web|(?:leave|post|add) a (?:comment|reply).*+"
    r"|(?:\d+\s+)?(?:comments?|responses?)(?: \(\d+\))?"
    r"|(?:view|show|join the|read) (?:comments?|conversation|discussion).*+"
    r"|about (?:the )?authors?|what to read next"
    r"|up next|read next|(?:previous|next) (?:post|article)|tags|filed under)\W*",
    re.IGNORECASE,
)
# A label between the paragraphs of an article; it neither ends one nor begins one.
LABEL = re.compile(
    r"(?:advertisement|sponsored|promoted|share this(?: (?:article|story|post|page))?"
    r"|(?:article|story) continues (?:below|after).*+)\W*",
    re.IGNORECASE,
)
PROMOTION = re.compile(
    r"(?:please )?(?:sign up|subscribe|register (?:now|here|today|for free|to)|log ?in|sign in"
    r"|download (?:our|the)|advertise (?:with|here|on)|advertisement\W*$"
    r"|get (?:our|unlimited)|become a (?:member|subscriber|supporter)|join (?:our|us)"
    r"|follow (?:us|@|\w+ on)|like us|support (?:our|us)|donate (?:to|now|today)"
    r"|click (?:here|to|below|on)|buy (?:now(?!,)|tickets)|shop now|start your"
    r"|listen to (?:our|the)|watch (?:now|live|the video|more)|enter your e?-?mail"
    r"|stay up to date"
    r"|(?:do you have|have you got|have|got) (?:an? |any )?(?:\w+ )?(?:story|stories|tips?)"
    r"(?: (?:for us|to (?:share|tell)(?: (?:with )?us)?))?\?\s(?:please )?"
    r"(?:e-?mail|contact|get in touch|write|call|text|send|tell|let us))\b",
    re.IGNORECASE,
)
OFFER = re.compile(
    r"\b(?:(?:our|free|daily|weekly|morning|evening) (?:\w+ ){0,2}newsletters?"
    r"|by (?:clicking|signing up|subscribing|continuing|submitting)\b.{0,80}"
    r"\b(?:agree|terms|policy)"
    r"|(?:website|site|we) uses? cookies|accept (?:all )?cookies"
    r"|(?:your|our|\d+-day) free trial"
    r"|to your inbox|your e?-?mail address|affiliate (?:links?|commission))\b",
    re.IGNORECASE | re.DOTALL,
)
# What is said of links in the page may be long.
SHARE = re.compile(
    r"\b(?:we (?:may|might|could) (?:\w+ )?(?:earn|receive|get)"
    r" (?:an? |some )?(?:\w+ )?commissions?"
    r"|(?:may|might|could) pay us an? (?:\w+ )?(?:share|commission|fee))\b",
    re.IGNORECASE,
)
SIGNOFF = re.compile(
    r"[(\[]?(?:additional |with )?(?:reporting|editing|writing|compiled) by (?-i:[A-Z])"
    r"|with files from "
    r"|(?:the )?(?:associated press|ap|reuters)?\s*(?:writers?|reporters?|journalists?)\b.{0,120}"
    r"\bcontributed(?: reporting| to this (?:report|story|article))?(?: from [^.]{2,40})?\.?$"
    r"|.{0,160}\bcontributed (?:reporting\b|to this (?:report|story|article))"
    r"|(?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'.-]+){0,3} (?:reported|is reporting|reports) from "
    r"(?-i:[A-Z])[^.]{2,60}\.$",
    re.IGNORECASE | re.DOTALL,
)
# What an article's foot says of the article, and what an agency's head says to its customers.
NOTE = re.compile(
    r"this (?:story|article|post|page) (?:has been|was|will be)"
    r" (?:(?:last )?(?:updated|corrected|amended|clarified)"
    r"|(?:first|originally) (?:published|posted))\b|our standards:\s",
    re.IGNORECASE,
)
DESK = re.compile(r"\^?(?:Eds: |(?:With )?(?:AM|PM|BC)-[A-Z]\w{1,12}+-)")
NAVIGATION = re.compile(
    r"(?:[*•·▪◦+›»|<>/←→-]\s|skip to|toggle\b|menu\b|home\b|search\b|back to|share\b|tweet\b"
    r"|print\b|e-?mail\b|facebook\b|twitter\b|reply\b|close\b|next\b|previous\b"
    r"|view all|see all|show all|load more)",
    re.IGNORECASE,
)

QUOTE_HEADER = re.compile(
    r"(?:from|sent|to|cc|bcc|subject|date|reply-to|de|enviado|para|asunto|von|gesendet|an|betreff"
    r"|envoyé|objet|da|inviato|oggetto)\s?:\s.*(?:@|\d{4}|re:|fwd?:)"
    r"|(?:subject|betreff|asunto|objet|oggetto|reply-to|bcc|cc)\s?:\s"
    r"|(?:on|am|le|el|il)\b.{5,80}\b(?:wrote|schrieb|a écrit|escribió|ha scritto)\s?:$"
    r"|-{3,}\s?(?:original|forwarded|weitergeleitet|mensaje|message).{0,40}$"
    r"|begin forwarded message.{0,40}(?::|--)",
    re.IGNORECASE,
)

# Longer lines are prose about stories and comments.
SECTION_CHARACTERS = 80
CREDIT_HINTS = ("(", "/", "|", "photo", "picture:", "credit:")

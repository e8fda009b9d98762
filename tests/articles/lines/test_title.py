"""Tests of `service.articles.lines.title`: the headline of a pasted text, in every script."""

from __future__ import annotations

import pytest

from service.articles.reading import read_text

#: By language a headline that shares no word with the opening, a byline, a date and two paragraphs.
STORIES = {
    "ru": (
        "Мост закрыт до весны",
        "Анна Светлова",
        "12 мая 2026",
        "Городской совет Верхнеозёрска решил во вторник остановить движение через реку,"
        " потому что в опорах появились трещины.",
        "Водители автобусов поедут в объезд, сообщила начальница управления Марина Ледова, и"
        " дорога займёт на сорок минут больше.",
    ),
    "uk": (
        "Порт знову працює",
        "Олена Журба",
        "3 червня 2026",
        "Міська рада Ясногір’я у вівторок дозволила суднам заходити до гавані, яку закрили"
        " взимку після аварії.",
        "Рибалки чекали на це рішення п’ять місяців, сказав голова спілки Остап Лугович"
        " журналістам.",
    ),
    "el": (
        "Σβήνουν τα φώτα στο λιμάνι",
        "Ελένη Σταύρου",
        "2 Μαΐου 2026",
        "Το δημοτικό συμβούλιο της Καλλιρρόης αποφάσισε την Τρίτη να κλείσει τον παλιό φάρο"
        " ύστερα από ενενήντα χρόνια.",
        "Οι ψαράδες διαμαρτυρήθηκαν, είπε ο πρόεδρος του συλλόγου Μάνος Δρακάκης, και ζήτησαν"
        " νέα συνάντηση.",
    ),
    "ar": (
        "المكتبة لا تنام",
        "سلمى العلي",
        "12 مايو 2026",
        "قرر مجلس بلدية سولين يوم الثلاثاء إبقاء أبواب القاعة العامة مفتوحة طوال الليل ابتداء"
        " من تشرين الأول.",
        "وقالت المديرة ليلى حداد إن معظم الزوار بعد منتصف الليل كانوا من الممرضات والخبازين"
        " والطلاب.",
    ),
    "he": (
        "הגשר נסגר עד האביב",
        "דנה לוי",
        "12 במאי 2026",
        "מועצת העיר רמת אלון החליטה ביום שלישי לעצור את התנועה מעל הנחל בעקבות סדקים שהתגלו"
        " בעמודים.",
        "נהגי האוטובוסים ייסעו בדרך עוקפת, אמרה המהנדסת נועה ברק, והנסיעה תתארך בארבעים דקות.",
    ),
    "zh": (
        "海边老灯塔熄灯",
        "记者 王小明",
        "2026年5月2日",
        "白沙镇议会周三决定关闭使用了九十年的灯塔，渔民对此表示反对。",
        "镇长林建国在会后说，维修费用太高，镇里拿不出这笔钱。",
    ),
    "ja": (
        "夜の図書館、全館開放へ",
        "山田太郎",
        "2026年5月2日",
        "ソレン町の公共施設は十月から終夜営業を始めると、町議会が火曜日に決めた。",
        "試行期間の利用者は予想の四倍に達したと、館長の佐藤恵子さんは話した。",
    ),
    "ko": (
        "밤새 불 켜는 도서관",
        "이수진 기자",
        "2026년 5월 2일",
        "솔렌시 의회는 화요일 공공 열람실을 시월부터 밤새 열기로 결정했다.",
        "관장 김미정 씨는 자정 이후 찾아온 사람 대부분이 간호사와 제빵사, 학생이었다고 말했다.",
    ),
    "hi": (
        "पुल वसंत तक बंद",
        "रवि शर्मा",
        "2 मई 2026",
        "नगर परिषद ने मंगलवार को नदी पर यातायात रोकने का फैसला किया क्योंकि खंभों में दरारें मिली हैं।",
        "इंजीनियर मीरा जोशी ने कहा कि बसें दूसरे रास्ते से जाएँगी और यात्रा में चालीस मिनट अधिक लगेंगे।",
    ),
    "th": (
        "ห้องสมุดเปิดตลอดคืน",
        "สมชาย ใจดี",
        "2 พฤษภาคม 2026",
        "สภาเมืองโซเลนมีมติเมื่อวันอังคารให้เปิดอาคารสาธารณะตลอดคืนตั้งแต่เดือนตุลาคมเป็นต้นไป.",
        "ผู้อำนวยการกล่าวว่าผู้ที่มาหลังเที่ยงคืนส่วนใหญ่เป็นพยาบาลและนักศึกษา.",
    ),
    "de": (
        "Das Licht bleibt an",
        "Von Karla Reuth",
        "2. Mai 2026",
        "Die Stadtbücherei von Sollingen wird ab Oktober die ganze Nacht geöffnet sein,"
        " beschloss der Rat am Dienstag.",
        "Die meisten Besucher nach Mitternacht seien Pflegerinnen und Studenten gewesen,"
        " sagte die Leiterin Petra Lindholm.",
    ),
    "fr": (
        "La nuit leur appartient",
        "Par Luc Berthier",
        "2 mai 2026",
        "La bibliothèque municipale de Solène restera ouverte toute la nuit dès octobre, a"
        " décidé mardi le conseil.",
        "La plupart des visiteurs après minuit étaient des infirmières et des étudiants, a"
        " dit la directrice Jeanne Morel.",
    ),
    "es": (
        "La ciudad que no duerme",
        "Por Ana Lucía Vera",
        "2 de mayo de 2026",
        "La biblioteca pública de Solena abrirá toda la noche desde octubre, decidió el"
        " martes el ayuntamiento.",
        "La mayoría de quienes vinieron después de medianoche eran enfermeras y estudiantes,"
        " dijo la directora Pilar Ruano.",
    ),
    "en": (
        "Books by moonlight",
        "By Tom Hale",
        "May 2, 2026",
        "The public reading room in Ellsworth Bay will open all night from October, the"
        " council decided on Tuesday.",
        "Most who came after midnight were nurses and students, said its head, Petra Lund.",
    ),
}
BODY = (
    "The town council of Ostrander agreed on Tuesday to rebuild the harbour wall that a storm"
    " broke in February, at a cost of six million crowns.",
    "Work will begin in June and last until the autumn, the engineer in charge, Hilde Brandvik,"
    " said after the meeting, and boats will have to lie in Lorn.",
    "Fishermen had asked for the wall to be built higher, and the council will decide on that once"
    " a report from the university has come in.",
    "Two members of the opposition voted against it because the money will be missing for the"
    " school in the upper town.",
    "The old wall was built in 1911 by men who had come home from the whaling grounds without work,"
    " and it held for more than a century.",
    "A crowd of about eighty people watched the vote from the gallery, and some of them sang when"
    " the result was read out.",
    "The mayor, Anders Fjell, thanked them and promised that the lamps on the wall would be lit"
    " again before Christmas.",
    "The contract went to a company from Ohm that has built three such walls along the coast.",
)
MENU = """Skip to main content
The Ostrander Ledger
Home
News
Sport
Culture
Weather today
Log in
Subscribe
"""
FOOT = """

More on this story
Storm damage put at nine million
Ferry back in service
About us
Contact
Privacy policy
© 2026 The Ostrander Ledger"""
HEADLINES = (
    "Stone by stone against the sea",
    "Harbour wall to rise again",
    "‘We will not be beaten by water’",
    "Sixty feet, six million, six months",
)
#: What stands around a headline, which none of it is.
SURROUNDINGS = {
    "nothing": "{}",
    "byline": "{}\n\nBy Ola Rust\n\n3 May 2026",
    "time first": "3 May 2026\n\n{}\n\nBy Ola Rust",
    "kicker": "POLITICS\n\n{}\n\nBy Ola Rust",
    "kicker of two words": "LOCAL NEWS\n{}\nBy Ola Rust\n3 May 2026",
    "deck": "{}\nThe council has found six million crowns for the harbour\nBy Ola Rust\n3 May 2026",
    "subheading": "{}\n\nBy Ola Rust\n3 May 2026\n\nThe wall and the town council",
    "list": "{}\nBy Ola Rust\n3 May 2026\nShare\n\nHarbour wall to be two metres higher\n"
    "Work begins in June\nBoats must lie in Lorn until autumn",
    "caption": "{}\n\nBy Ola Rust\n\nThe broken harbour wall of Ostrander in February",
}


@pytest.mark.parametrize("between", ["", "byline", "date", "both"])
@pytest.mark.parametrize("language", STORIES)
def test_a_headline_of_any_script_is_found(language: str, between: str) -> None:
    """It need share no word with the text, and may stand above a byline and a date."""
    headline, byline, date, *paragraphs = STORIES[language]
    lines = {"": [], "byline": [byline], "date": [date], "both": [f"{byline}\n{date}"]}[between]
    article = read_text("\n\n".join([headline, *lines, *paragraphs]))
    assert article.title == headline
    assert article.text.endswith("\n\n".join(paragraphs))
    assert headline not in article.text


@pytest.mark.parametrize("language", STORIES)
def test_a_text_that_begins_with_its_lead_has_no_headline(language: str) -> None:
    """The first sentence is the article's, whatever its script."""
    paragraphs = STORIES[language][3:]
    article = read_text("\n\n".join(paragraphs))
    assert article.title is None
    assert article.text == "\n\n".join(paragraphs)


@pytest.mark.parametrize("form", ["{}", "“{}”", '"{}."', "„{}“", " {} ", "\u200b{}", "{}\u00ad."])
@pytest.mark.parametrize("language", STORIES)
def test_a_title_that_is_written_otherwise_is_the_headline_still(language: str, form: str) -> None:
    """Marks, case, blanks, a last full stop and what is not seen make no other headline."""
    headline, _, _, *paragraphs = STORIES[language]
    document = "\n\n".join([f"«{headline}!»", *paragraphs])
    article = read_text(document, title=form.format(headline.upper()))
    assert article.text == "\n\n".join(paragraphs)


@pytest.mark.parametrize("page", [False, True], ids=["text", "page"])
@pytest.mark.parametrize("around", SURROUNDINGS)
@pytest.mark.parametrize("headline", HEADLINES)
def test_nothing_else_is_taken_for_the_headline(headline: str, around: str, page: bool) -> None:
    """No kicker, deck, subheading, caption, list's entry, date or byline, in text and page."""
    top = SURROUNDINGS[around].format(headline)
    document = "\n\n".join([top, *(BODY if page else BODY[:4])])
    assert read_text(f"{MENU}{document}{FOOT}" if page else document).title == headline


#: A menu of each language, with the name of the site.
MENUS = {
    "de": "Zum Inhalt springen\nDer Bote\nStartseite\nNachrichten\nSport\nWetter\nAnmelden",
    "fr": "Aller au contenu\nLe Courrier\nAccueil\nActualités\nSports\nMétéo\nSe connecter",
    "es": "Saltar al contenido\nEl Correo\nInicio\nNoticias\nDeportes\nEl tiempo",
    "ru": "Перейти к содержанию\nВестник\nГлавная\nНовости\nСпорт\nПогода\nВойти",
    "uk": "Перейти до змісту\nВісник\nГоловна\nНовини\nСпорт\nПогода\nУвійти",
    "el": "Μετάβαση στο περιεχόμενο\nΟ Ταχυδρόμος\nΑρχική\nΝέα\nΣπορ\nΚαιρός\nΣύνδεση",
    "ar": "انتقل إلى المحتوى\nالبريد\nالرئيسية\nأخبار\nرياضة\nالطقس\nتسجيل الدخول",
    "zh": "跳到内容\n海报\n首页\n新闻\n体育\n天气\n登录",
    "ja": "本文へ\n海新聞\nホーム\nニュース\nスポーツ\n天気\nログイン",
    "ko": "본문 바로가기\n바다신문\n홈\n뉴스\n스포츠\n날씨\n로그인",
}


@pytest.mark.parametrize("around", ["{0}", "{0}\n\n{1}\n{2}", "{2}\n\n{0}\n\n{1}"])
@pytest.mark.parametrize("language", MENUS)
def test_a_headline_below_a_menu_is_found_in_any_language(language: str, around: str) -> None:
    """Neither the menu's lines, nor date and byline above it and below it, are taken for it."""
    headline, byline, date, *paragraphs = STORIES[language]
    top = f"{MENUS[language]}\n{around.format(headline, byline, date)}"
    article = read_text("\n\n".join([top, *paragraphs]))
    assert article.title == headline
    assert article.text.endswith("\n\n".join(paragraphs))


@pytest.mark.parametrize(
    "first",
    ["OSTRANDER, May 2026", "Petra Holm and Ola Rust", "NEWS", "05-19 1142 7", "Ola Rust @olarust"],
)
def test_names_dates_and_labels_are_no_headline(first: str) -> None:
    """Where a text has no headline, what else stands above it does not become one."""
    assert read_text("\n\n".join([first, *BODY[:4]])).title is None


def test_the_name_of_the_site_is_no_headline() -> None:
    """A page without a headline has none."""
    assert read_text(MENU + "\n\n".join(BODY) + FOOT).title is None


@pytest.mark.parametrize(
    "question", ["Will the harbour wall hold?", "Higher, harbour wall!", "Who pays for the wall?"]
)
def test_a_short_question_above_the_lead_is_its_headline(question: str) -> None:
    """Though it ends as a sentence does, it is no part of the article."""
    article = read_text("\n\n".join([question, *BODY[:4]]))
    assert (article.title, article.text) == (question, "\n\n".join(BODY[:4]))


def test_a_sentence_above_a_byline_is_the_headline() -> None:
    """Nobody signs between two sentences of an article."""
    article = read_text("\n\n".join(["The sea has had its way.", "By Ola Rust", *BODY[:4]]))
    assert (article.title, article.text) == ("The sea has had its way.", "\n\n".join(BODY[:4]))


def test_a_long_question_may_be_the_lead() -> None:
    """Where it asks at length it is kept, for a lead is more than a headline."""
    lead = "Can a wall that men without work built in 1911 be built again by a town without money?"
    article = read_text("\n\n".join([lead, *BODY[:4]]))
    assert article.text.startswith(lead)


def test_a_headline_like_a_menus_line_is_one() -> None:
    """Headlines begin with Email, Home and Share as menus do, and go on."""
    document = "\n\n".join(["Email from the harbour master stirs up council", *BODY[:4]])
    assert read_text(document).title == "Email from the harbour master stirs up council"


def test_a_title_that_was_wrapped_is_the_headline() -> None:
    """The client has it in one piece, the text in two lines."""
    document = "\n\n".join(["Stone by stone –", "against the sea!", *BODY[:4]])
    article = read_text(document, title="Stone by stone - against the sea!")
    assert article.text == "\n\n".join(BODY[:4])


def test_what_opens_with_the_words_of_the_title_and_goes_on_stays() -> None:
    """A first sentence that begins with the title is no headline."""
    title = "The town council of Ostrander agreed on Tuesday to rebuild the harbour wall"
    assert read_text("\n\n".join(BODY[:4]), title=title).text == "\n\n".join(BODY[:4])

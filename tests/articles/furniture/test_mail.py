"""Tests of `service.articles.furniture.mail`: what a mail says around the news it brings."""

from __future__ import annotations

import pytest

from service.articles.furniture.mail import is_mail_note, leads_to_whole_story
from tests.growth import check_growth, repeat


@pytest.mark.parametrize(
    "line",
    [
        "CAUTION: This email originated from outside the newsroom. Do not open attachments.",
        "[EXTERNAL EMAIL] This message came from outside the company.",
        "WARNING: External sender. Think before you click.",
        "Do not click links or open attachments unless you recognise the sender.",
        "You don't often get e-mail from desk@gull.example. Learn why this is important.",
        "ACHTUNG: Diese E-Mail kommt von außerhalb des Hauses. Öffnen Sie keine Anhänge.",
        "ATTENTION : ce message provient de l’extérieur de la rédaction.",
        "ATENCIÓN: este correo procede de un remitente externo.",
        "ATTENZIONE: questa e-mail proviene dall’esterno della redazione.",
        "ATENÇÃO: esta mensagem veio de fora da empresa.",
        "LET OP: deze e-mail komt van buiten de organisatie.",
        "Uwaga: ta wiadomość pochodzi spoza organizacji.",
        "Внимание: это письмо пришло от внешнего отправителя.",
        "Увага: цей лист надійшов від зовнішнього відправника.",
    ],
)
def test_warnings_of_mails_from_outside_are_told(line: str) -> None:
    """What a house's gate writes above a mail, in many languages."""
    assert is_mail_note(line)


@pytest.mark.parametrize(
    "line",
    [
        "This e-mail and any attachments are confidential and meant for the addressee alone.",
        "CONFIDENTIALITY NOTICE: The information contained in this transmission is privileged.",
        "If you are not the intended recipient, please tell the sender and delete it.",
        "Please consider the environment before printing this e-mail.",
        "Diese E-Mail ist vertraulich. Sollten Sie nicht der Empfänger sein, löschen Sie sie.",
        "Falls Sie nicht der richtige Adressat sind, vernichten Sie bitte diese Nachricht.",
        "Ce message et ses pièces jointes sont confidentiels.",
        "Si vous avez reçu ce message par erreur, merci de le supprimer.",
        "Este mensaje es confidencial y se dirige exclusivamente a su destinatario.",
        "Questo messaggio è riservato ed è destinato esclusivamente a chi lo riceve.",
        "Esta mensagem é confidencial e destina-se apenas ao destinatário.",
        "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.",
        "Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata.",
        "Это сообщение является конфиденциальным.",
    ],
)
def test_disclaimers_are_told(line: str) -> None:
    """What the law has a house write below a mail."""
    assert is_mail_note(line)


@pytest.mark.parametrize(
    "line",
    [
        "This email was sent to you because you are subscribed to The Gull Rock Letter.",
        "You are receiving this newsletter because you signed up at the pier.",
        *("Update your preferences | Unsubscribe", "Was this newsletter forwarded to you?"),
        *("Having trouble viewing this email? View in browser", "View in browser"),
        *("Hello and welcome to your weekly round-up.", "Sent from my phone"),
        *("Sie erhalten diesen Newsletter, weil Sie ihn bestellt haben.", "Im Browser ansehen"),
        *("Vous recevez cette lettre car vous êtes abonné.", "Se désabonner"),
        *("Recibes este correo porque te suscribiste.", "Darse de baja", "Ver en el navegador"),
        *("Ricevi questa newsletter perché ti sei iscritto.", "Visualizza nel browser"),
        *("Você recebeu este e-mail porque se inscreveu.", "Ver no navegador"),
        *("Je ontvangt deze nieuwsbrief omdat je je hebt ingeschreven.", "Afmelden"),
        *("Otrzymujesz tę wiadomość, bo się zapisałaś.", "Wypisz się", "Отписаться"),
    ],
)
def test_heads_and_feet_of_newsletters_are_told(line: str) -> None:
    """Why a letter came, how to read it elsewhere, and how to be rid of it."""
    assert is_mail_note(line)


@pytest.mark.parametrize(
    "line",
    [
        *("Dear all,", "Hi Tilda,", "Liebe alle,", "Sehr geehrte Damen und Herren,"),
        *("Bonjour à tous,", "Estimados colegas:", "Gentili lettori,", "Prezados colegas,"),
        *("Beste lezers,", "Szanowni Państwo,", "Уважаемые коллеги!", "Шановні колеги!"),
        *("Kind regards,", "Kind regards, Tilda", "Best, Tilda", "Mit freundlichen Grüßen"),
        *("Cordialement,", "Un saludo,", "Cordiali saluti", "Cumprimentos,"),
        *("Met vriendelijke groet,", "Z poważaniem,", "С уважением,", "З повагою,"),
    ],
)
def test_greetings_and_closings_are_told(line: str) -> None:
    """To whom a mail is, and how it ends, with the writer's name or without."""
    assert is_mail_note(line)


@pytest.mark.parametrize(
    "line",
    [
        "Do not click links in such mails, the police of Penmarrow advised.",
        "The mail said that it was confidential and intended solely for the keeper of the light.",
        "“This message is confidential,” the letter began.",
        "This message from the voters is clear, the mayor said.",
        "This email chain shows how the plan was made.",
        "Unless you are the intended recipient, the court said, a letter is not yours to read.",
        *("Attention: the road is closed.", "Important vote on Tuesday", "Warning signs faded."),
        *("Dear friends were there, he said.", "Hello, is anybody there?", "Hi-tech firms leave"),
        *("Best known for his lamps, Tesch died on Monday.", "Best", "Cheers went up."),
        *("Regards from Penmarrow reached the keeper.", "Sincerely held beliefs count."),
        *("Welcome to Penmarrow, said the sign.", "", "—"),
    ],
)
def test_news_of_mails_is_none(line: str) -> None:
    """Sentences that speak of such mails, or begin with the same words, are no notes."""
    assert not is_mail_note(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read the full article (https://gull.example/lamp)",
        *("Continue reading →", "Read the full story", "[Read on] <https://gull.example/a>"),
        *("Weiterlesen", "Lire la suite (https://gull.example)", "Leer más »", "Leggi tutto"),
        *("Leia mais", "Lees verder", "Czytaj dalej", "Читать далее"),
    ],
)
def test_links_to_whole_stories_are_told(line: str) -> None:
    """Where a newsletter's story goes on, with the address or without."""
    assert leads_to_whole_story(line)


@pytest.mark.parametrize(
    "line", ["Read on the ferry, she said.", "Continue reading and you will see.", "Full storage"]
)
def test_sentences_about_reading_are_no_links(line: str) -> None:
    """What begins so and goes on is a sentence."""
    assert not leads_to_whole_story(line)


@pytest.mark.parametrize(
    "piece", ["dear ", "external: ", "read on ", "(", "best, a ", "this email "]
)
@pytest.mark.parametrize("told", [is_mail_note, leads_to_whole_story])
def test_notes_are_told_in_linear_time(piece: str, told: object) -> None:
    """However long a line is, and whatever it repeats."""
    assert callable(told)
    check_growth(told, repeat(piece, 25_000), repeat(piece, 200_000))

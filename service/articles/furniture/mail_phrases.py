"""What mails and newsletters say besides what they bring, in many languages; data alone.

Small letters, `email` for e-mail, straight apostrophes. A line is told by what it opens with, so
that a sentence of news about such a mail is none.
"""

from __future__ import annotations

#: What may stand before: who warns, and that it is a note.
WARNINGS = """
caution warning attention notice alert external important note disclaimer confidentiality privacy
legal sender achtung warnung vorsicht hinweis wichtig vertraulichkeitshinweis haftungsausschluss
prudence avertissement alerte atención precaución advertencia aviso cuidado atenção attenzione
avviso avvertenza let pas waarschuwing uwaga ostrzeżenie внимание осторожно увага обережно
"""

#: A mail speaks of itself so (`this email`), and has one of these in the sentence.
OF_ITSELF: tuple[tuple[str, str], ...] = (
    (
        "this email|this message|the following email|this communication|this transmission"
        "|this newsletter|the information contained in this|the information in this"
        "|the contents of this email|the content of this email|these emails"
        "|the information transmitted",
        "from outside|outside of|outside your|outside our|external|confidential|privileged"
        "|intended solely|intended only|intended exclusively|intended for the use"
        "|intended for the named|addressee|intended recipient|sent to you because|was sent to you"
        "|was sent by|was sent to:|scanned for|checked for viruses|legally protected|and any attach"
        "|and any files",
    ),
    (
        "diese email|diese mail|diese nachricht|die folgende email|die folgende nachricht"
        "|die in dieser email|dieser newsletter|die informationen in dieser",
        "außerhalb|extern|vertraulich|ausschließlich für|nur für den|nur für die"
        "|rechtlich geschützt"
        "|empfänger bestimmt|adressat|an sie verschickt|an sie gesendet|weil sie",
    ),
    (
        "ce message|ce courriel|cet email|ce mail|cette lettre|les informations contenues dans ce",
        "extérieur|externe|confidentiel|destiné exclusivement|à l'usage exclusif|destinataire"
        "|vous a été envoyé|vous a été adressé|parce que vous|car vous",
    ),
    (
        "este correo|este mensaje|este email|esta comunicación|este boletín"
        "|la información contenida",
        "externo|externa|fuera de|confidencial|destinatario|exclusivamente|uso exclusivo|porque"
        "|se le ha enviado|ha sido enviado",
    ),
    (
        "esta mensagem|este email|esta newsletter|as informações contidas",
        "externa|externo|fora d|confidencia|destinatári|exclusiv|porque|foi enviad",
    ),
    (
        "questa email|questo messaggio|questa newsletter|le informazioni contenute in quest",
        "esterno|esterna|riservat|confidenzial|destinatari|esclusiv|perché|è stata inviata"
        "|è stato inviato",
    ),
    (
        "deze email|dit bericht|deze nieuwsbrief|de informatie in dit",
        "buiten|extern|vertrouwelijk|uitsluitend bestemd|geadresseerde|omdat u|omdat je"
        "|is verzonden",
    ),
    (
        "ta wiadomość|niniejsza wiadomość|wiadomość|ten email|ten newsletter",
        "spoza|zewnętrz|poufn|wyłącznie|adresat|ponieważ|została wysłana",
    ),
    (
        "это письмо|это сообщение|данное письмо|данное сообщение|настоящее сообщение|эта рассылка",
        "внешн|извне|из-за пределов|конфиденциальн|исключительно|адресат|потому что|отправлено вам",
    ),
    (
        "цей лист|це повідомлення|цей електронний лист|ця розсилка",
        "зовнішн|ззовні|конфіденційн|виключно|адресат|тому що|надіслано вам",
    ),
)

#: Lines that open so are of the mail, whatever comes behind.
OPENINGS: tuple[str, ...] = tuple(
    phrase
    for line in """
external email|external sender|external message|you don't often get email|think before you click
if you are not the intended|if you are not the named|if you are not the addressee
if you have received this email|if you have received this message|if you received this email
if you received this message|if you have received this communication
please consider the environment before|please think of the environment before
consider the environment before|any views or opinions presented in this email
any views or opinions expressed in this|any views expressed in this email
views expressed in this email|the views expressed in this email
the views expressed in this message|the opinions expressed in this email
you are receiving this|you're receiving this
registered in england|registered office|company registration|we sent this email|we sent you this
is this email not|is this newsletter not|this email not displaying|you received this message because
you received this email|you received this newsletter|you have received this email
you have received this newsletter|unsubscribe here
unsubscribe at any time|update your preferences|update your email|update subscription
manage your preferences|manage your subscription|manage preferences|manage subscription
manage your email|change your preferences|email preferences
view this email in|view in browser|view in your browser|view online|view this newsletter
view this message|having trouble viewing|having trouble reading|trouble viewing this
can't see this email|can't read this email|email not displaying|if this email doesn't display
if you can't see this|if you cannot see this|if you can't read this|if you cannot read this
was this email forwarded|was this newsletter forwarded|were you forwarded this|did someone forward
forward this email|forward this newsletter|forwarded this email|forwarded this newsletter
add us to your address book|no longer want to receive|don't want to receive|our mailing address is
sent from my|sent from outlook|sent from mail for|get outlook for
externe email|externer absender|klicken sie auf keine links|wenn sie nicht der
falls sie nicht der|sollten sie nicht der|sollten sie diese email|sollten sie diese nachricht
wenn sie diese email|wenn sie diese nachricht|falls sie diese email|falls sie diese nachricht
wenn sie diesen newsletter|falls sie diesen newsletter|bitte denken sie an die umwelt
bitte prüfen sie der umwelt|sie erhalten diese|sie erhalten diesen
sie bekommen diese|sie bekommen diesen|newsletter abbestellen|newsletter abmelden|vom newsletter ab
hier abmelden|hier abbestellen|abmelden|abbestellen|im browser|diese email im browser
email im browser|newsletter im browser|online ansehen
wird diese email nicht|wird der newsletter nicht
wurde ihnen dieser newsletter|wurde ihnen diese email|probleme mit der darstellung
darstellungsprobleme|von meinem iphone|gesendet von mein|gesendet mit
courriel externe|email externe|expéditeur externe|ne cliquez pas|ne cliquez sur aucun
si vous n'êtes pas le destinataire|si vous n'êtes pas destinataire|si vous avez reçu ce message
si vous avez reçu ce courriel|si vous avez reçu cet email|si vous recevez ce message par erreur
pensez à l'environnement|merci de penser à l'environnement|vous recevez ce|vous recevez cet
vous recevez cette|vous avez reçu cet email|se désabonner|se désinscrire|pour vous désabonner
pour vous désinscrire|désabonnez-vous|désinscription|gérer vos préférences|gérer mes préférences
voir dans le navigateur|voir dans votre navigateur|voir en ligne|voir cet email|lire en ligne
afficher dans le navigateur|consulter en ligne|version en ligne|si ce message ne s'affiche pas
si cet email ne s'affiche|si vous ne parvenez pas à lire|un problème d'affichage
problème d'affichage|envoyé de mon|envoyé depuis mon
correo externo|remitente externo|mensaje externo|no haga clic|no hagas clic|si usted no es el
si no es el destinatario|si no es usted el destinatario|si ha recibido este|si recibió este
antes de imprimir|piense en el medio ambiente|recibe este|recibes este|usted recibe|ha recibido este
darse de baja|para darse de baja|date de baja|cancelar suscripción|cancelar la suscripción
gestionar preferencias|ver en el navegador|ver en su navegador|ver en tu navegador|ver en línea
ver este correo|ver este email|si no puede ver|si no puedes ver|si no ve correctamente
si no ves|si no visualiza|¿no puede ver|¿no puedes ver|¿no ves|¿problemas para ver|enviado desde mi
remetente externo|não clique|se você não é o|se não é o destinatário|se não for o destinatário
se recebeu est|se você recebeu est|antes de imprimir|pense no meio ambiente|você recebeu est
você está recebendo|está a receber|recebeu este|cancelar inscrição|cancelar a inscrição
cancelar subscrição|cancelar a subscrição|descadastrar|ver no navegador|ver no browser
veja no navegador|abrir no navegador|não consegue ver|não está a ver|enviado do meu
mittente esterno|messaggio esterno|email esterna|non cliccare|non fare clic|se non siete il
se lei non è il|se non è il destinatario|se avete ricevuto quest|se ha ricevuto quest
qualora aveste ricevuto|prima di stampare|pensa all'ambiente|ricevi questa|ricevete questa
riceve questa|hai ricevuto questa|cancella l'iscrizione|cancella iscrizione|annulla l'iscrizione
disiscriviti|per cancellarti|per annullare|gestisci le preferenze|visualizza nel browser
visualizza questa|vedi nel browser|guarda nel browser|leggi online|non riesci a vedere
non visualizzi|problemi di visualizzazione|inviato da iphone|inviato dal mio
externe afzender|extern bericht|klik niet op|indien u niet de|als u niet de
indien u dit bericht|als u dit bericht|indien u deze email|als u deze email|denk aan het milieu
u ontvangt deze|u ontvangt dit|je ontvangt deze|u heeft deze email ontvangen|afmelden|uitschrijven
klik hier om u af te melden|klik hier om je af te melden|beheer je voorkeuren|beheer uw voorkeuren
bekijk in browser|bekijk in je browser|bekijk in uw browser|bekijk deze|bekijk online
lees online|kunt u deze email niet|kun je deze|problemen met het lezen|wordt deze
verzonden vanaf mijn|verstuurd vanaf mijn
nadawca zewnętrzny|wiadomość zewnętrzna|nie klikaj|jeśli nie jest|jeśli nie są państwo
jeśli otrzymali państwo|jeżeli nie jest|pomyśl o środowisku|zanim wydrukujesz|otrzymujesz te
otrzymujesz tę|otrzymali państwo|otrzymują państwo|wypisz się|zrezygnuj z|aby zrezygnować
wyświetl w przeglądarce|zobacz w przeglądarce|otwórz w przeglądarce|nie widzisz|wysłane z
внешний отправитель|внешняя почта|не переходите по ссылкам|не нажимайте|если вы не являетесь
если вы получили это|вы получили это|вы получаете|отписаться|чтобы отписаться|отказаться от
открыть в браузере|посмотреть в браузере|письмо не отображается|отправлено с
зовнішній відправник|не переходьте за|не натискайте|якщо ви не є|якщо ви отримали цей
ви отримали цей|ви отримуєте|відписатися|щоб відписатися|відкрити в браузері
переглянути в браузері|надіслано з
""".strip().splitlines()
    for phrase in line.split("|")
)

#: What a line has of these, it opens with, and has one of those: news may warn of links too.
OPENINGS_WITH: tuple[tuple[str, str], ...] = (
    (
        "to unsubscribe|unsubscribe from",
        "click|here|this link|reply|visit|please|this list|this email|these emails|this newsletter"
        "|these messages| our | your |email us|settings|preferences|http|@",
    ),
    (
        "do not click|don't click|do not open|do not reply|please do not click|never click"
        "|please do not reply|be careful",
        "unless you|this email|this message|the sender|this mailbox|not monitored",
    ),
    ("klicken sie|öffnen sie|bitte antworten sie nicht", "absender|diese email|diese nachricht"),
    (
        "ai sensi del|ai sensi della",
        "in questo messaggio|in questa email|presente messaggio|presente email",
    ),
    ("ne cliquez|n'ouvrez", "expéditeur|ce message|cet email"),
    (
        "hello and welcome|hi and welcome|welcome to|good morning and welcome"
        "|good morning, and welcome"
        "|hello, and welcome|welcome back to",
        "newsletter|round-up|roundup|briefing|digest|bulletin|your weekly|your daily|your morning",
    ),
    (
        "hallo und willkommen|willkommen zu|willkommen zum|herzlich willkommen|guten morgen",
        "newsletter|wochenrückblick|überblick|briefing|ausgabe unser",
    ),
    ("bonjour et bienvenue|bienvenue dans|bonjour à tous", "lettre d'info|newsletter|votre"),
    ("hola y bienvenid|bienvenid|buenos días", "boletín|newsletter|resumen semanal"),
    ("ciao e benvenut|benvenut|buongiorno", "newsletter|rassegna"),
    ("olá e bem-vind|bem-vind|bom dia", "newsletter|boletim|resumo semanal"),
    ("welkom bij|hallo en welkom|goedemorgen", "nieuwsbrief|newsletter|weekoverzicht"),
    (
        "thank you for reading|thanks for reading|thank you for subscribing|thanks for subscribing"
        "|that's all for|that is all for|see you next|until next",
        "week|newsletter|tomorrow|reading|subscribing|today",
    ),
)

#: To whom a mail is, in a short line that a comma, a mark or a colon ends.
GREETINGS = """
dear hi hello hey greetings liebe lieber hallo sehr guten moin bonjour cher chers chère chères
madame mesdames hola estimado estimada estimados estimadas querido querida queridos queridas buenos
ciao gentile gentili cari caro cara care egregio buongiorno olá caro prezado prezada prezados bom
beste geachte hoi goedemorgen goedemiddag dag drodzy drogi droga szanowni szanowna szanowny cześć
witam dzień уважаемые уважаемый уважаемая дорогие дорогой дорогая здравствуйте добрый привет
шановні шановний шановна дорогі вітаю вітаємо добрий привіт
"""

#: How a mail ends, in a line of its own, with a name behind it at most.
CLOSINGS: tuple[str, ...] = tuple(
    phrase
    for line in """
have a good weekend|have a great weekend|have a good day|have a nice day|have a great day
talk soon|speak soon|see you soon|thanks|thank you|thanks again|take care|schönes wochenende
schönen tag|bonne journée|bon week-end|buen fin de semana|buona giornata|buon fine settimana
bom fim de semana|fijn weekend|miłego dnia|хорошего дня|гарного дня
kind regards|best regards|warm regards|many regards|regards|warmest regards|kindest regards
with best regards|with kind regards|best wishes|with best wishes|all the best|yours sincerely
yours faithfully|yours truly|sincerely|sincerely yours|cheers|many thanks|thanks and regards|best
mit freundlichen grüßen|mit freundlichem gruß|freundliche grüße|viele grüße|beste grüße|liebe grüße
herzliche grüße|schöne grüße|mfg|lg|vg|hochachtungsvoll|mit besten grüßen|mit herzlichen grüßen
cordialement|bien cordialement|bien à vous|bien à toi|amicalement|sincères salutations|salutations
meilleures salutations|veuillez agréer|avec mes salutations|saludos|un saludo|saludos cordiales
un cordial saludo|atentamente|un abrazo|cordialmente|cordiali saluti|distinti saluti|un caro saluto
un saluto|saluti|atenciosamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos
abraços|um abraço|met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|groeten|groet
hartelijke groet|z poważaniem|pozdrawiam|z pozdrowieniami|serdecznie pozdrawiam|с уважением
с наилучшими пожеланиями|всего доброго|з повагою|з найкращими побажаннями|щиро
""".strip().splitlines()
    for phrase in line.split("|")
)

#: What opens the line that leads from a newsletter's story to the whole of it, and ends it.
READ_ON: tuple[str, ...] = tuple(
    phrase
    for line in """
read the full article|read full article|read the full story|read full story|read the whole story
read the whole article|read the rest|read the article|read the story|read article|read on
continue reading|keep reading|full story|full article|see the full story|view the full article
view article|view the article|see more online|read more online|read it here|read more here
weiterlesen|zum artikel|zum ganzen artikel|den ganzen artikel lesen|artikel lesen
ganzen artikel lesen|hier weiterlesen|jetzt weiterlesen|mehr lesen
lesen sie den ganzen artikel|lesen sie hier weiter
lire la suite|lire l'article|lire l'article complet|lire l'intégralité|continuer la lecture
leer más|leer el artículo|leer artículo|leer el artículo completo|leer la noticia|seguir leyendo
sigue leyendo|continuar leyendo|leia mais|ler mais|ler artigo|ler o artigo|leia a matéria completa
leia o artigo completo|continuar lendo|continuar a ler|continue lendo|leggi tutto|leggi l'articolo
leggi l'articolo completo|continua a leggere|leggi di più|lees meer|lees verder
lees het hele artikel|lees het artikel|lees het volledige artikel
czytaj dalej|czytaj więcej|czytaj cały artykuł
przeczytaj cały artykuł|przeczytaj całość|читать далее|читать полностью|читать статью|читать дальше
читати далі|читати повністю|читати статтю
""".strip().splitlines()
    for phrase in line.split("|")
)

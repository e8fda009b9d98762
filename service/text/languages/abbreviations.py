"""Abbreviations of the news by language: full stops that end no sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What a language writes with a full stop inside a sentence: lower case, without the stop.

    `names` (titles, streets, saints) go on before any capital, `numbers` (articles, pages, houses)
    before a figure too, `nouns` (amounts, years) before a capital that is none of the `openers`,
    the words that mostly open a sentence. What goes on in lower case needs no entry. `ordinals`
    are numbers that go on before a capital, as in 3. Oktober and Karel IV. Lucký.
    """

    names: frozenset[str]
    numbers: frozenset[str]
    openers: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    ordinals: re.Pattern[str] = re.compile(r"(?!)")


def _list(
    names: str, numbers: str, openers: str = "", nouns: str = "", ordinals: str = "(?!)"
) -> Abbreviations:
    lists = [frozenset(words.split()) for words in (names, numbers, openers, nouns)]
    return Abbreviations(lists[0], lists[1], lists[2], lists[3], re.compile(ordinals))


#: For languages without a list of their own: what many of them share.
COMMON = _list("dr prof mr mrs ms st ing", "nr no art")

_GERMAN = _list(
    "med jur phil rer habil theol dr prof hr fr frl st hl dipl ing mag bgm",
    "nr abs art bd kap str s ca tel rn anm ziff az vgl bzw zzgl inkl mind max min",
    "aber als am an auch auf aus bei beide bis bisher da damit dann das dazu dem den denn der"
    " deshalb die dies diese dieser dieses doch dort ein eine einem einen einer er es für gegen"
    " hier ich ihr ihre im in insgesamt jetzt man mehr mit nach nun nur ob ohne seit sein seine"
    " sie so trotz über um und unter viele von vor während warum was wegen weil wenn wer wie wir"
    " wo zu zudem zugleich zum zur zwar zwei",
    "stellv stv kath ev evang dt frz engl ital amerik österr staatl städt gesetzl öffentl allg"
    " bes sog versch wirtsch polit techn wiss verw led präs vors abt mio mrd tsd jh jhd bzw jan"
    " feb febr mär apr jun jul aug sep sept okt nov dez evtl ggf inkl vgl gem lt ca ehem geb"
    " gest verh max min mind inh",
    r"\d{1,3}|[IVX]{1,5}",
)
_FRENCH = _list(
    "vve cie sté prés dir mm mr dr pr me mgr st ste av bd boul pl rte ch env",
    "janv févr fév avr juil sept oct nov déc art al no nos n p pp vol chap fig éd env tél bd av"
    " alin",
    "à après au aucun aucune aux avec ce ceci cela celle celui ces cette car comme dans de"
    " depuis des deux du elle elles en enfin entre et il ils je la le les leur leurs lors mais"
    " malgré même ni nous on or où par parmi pendant personne plus plusieurs pour pourquoi puis"
    " quand que quelques qui sa sans se selon ses si son sous sur tous tout toutes trois un une"
    " vous",
)
_SPANISH = _list(
    "mt admón pte vda hnos dir pres vicepres sen dip sr sra srta sres sras dña dr dra dres prof"
    " profa gral gnral cnel cap tte sgto ing lic arq avda av ctra pza plza ee ff rr jj cc st sto"
    " sta ud uds excmo excma ilmo ilma mons ntra",
    "lun mar mié jue vie sáb dom ene feb abr may jun jul ago sep sept set oct nov dic párr"
    " párrf inc art arts núm núms n no pág págs vol cap aprox tel ap",
    "a además ahora al algunos así aún aunque cada como con cuando de desde después donde"
    " durante el ella ellos en entre era es esa ese eso esta este esto están fue ha han hasta"
    " hay hoy la las lo los más mientras muchos nadie ni no otra otro para pero por porque qué"
    " que quién se según ser si sí sin sobre solo su sus también tanto tiene todo todos tras un"
    " una uno ya",
)
_ITALIAN = _list(
    "es psicol dir amm pres vicepres segr cons fam sig sigg sig.ra sig.na dott dott.ssa dr prof"
    " prof.ssa proff avv ing on sen arch geom rag gen col magg ten cap mar mons don ss p.zza"
    " p.za v.le c.so l.go egr gent p.es",
    "lun mar mart mer gio ven sab dom gen genn feb febb apr mag giu lug ago set sett ott nov"
    " dic art artt n nn nr no pag pp p vol cap fig tel ca",
    "a ad ai al alla alle anche ancora c'è che chi ci come con così cosa da dal dalla dei del"
    " della di dopo dove due e ed era è fra gli ha hanno i il in infatti intanto invece io la le"
    " lo loro ma mentre molti nei nel nella nessuno noi non nulla ogni oggi ora però per perché"
    " più poi qui quando quanto quella quello questa questo se secondo sempre senza si sono su"
    " sua sul sulla suo tra tre tutti tutto un una uno",
)
_PORTUGUESE = _list(
    "pe fr des dep sen gov pref del cia sr sra srs sras srta dr dra drs dras prof profa eng"
    " engª arq av pç pça trav lg sto sta gen cel maj cap ten sgt alm exmo exma",
    "jan fev mar abr mai jun jul ago set out nov dez art arts n nº núm pág págs p vol cap tel"
    " cerca aprox",
    "a à agora ainda além ao aos após as às até cada com como da das de depois desde do dos"
    " durante e ela elas ele eles em enquanto entre era essa esse esta este está foi há hoje já"
    " mais mas mesmo muitos na nas não nem ninguém no nos nós o onde os ou outra outro para pela"
    " pelo pois por porque quando quanto que quem se segundo sem ser seu seus só sobre sua suas"
    " também tem todo todos um uma uns",
)
_DUTCH = _list(
    "jhr gebr fam dhr mevr mw dr drs mr ir ing prof ds st sint burg gen kol kpt bijv d.w.z m.n",
    "jan feb mrt apr jun jul aug sep sept okt nov dec nr nrs blz art jl ca tel par afl p",
    "aan al alle als andere bij daar daarna daarom dat de deze die dit door dus een en er geen"
    " had haar heeft het hij hoe hun ik in is ja je maar met na naar niemand niet nog nu of om"
    " omdat ook onder op over sinds te tegen terwijl toen tot uit van veel volgens voor waar"
    " waarom wanneer wat we wel werd wie wij ze zij zijn zo zonder",
)
_SWEDISH = _list(
    "tekn jur civ kap dr prof hr fr st s:t s:ta t.ex bl.a dvs d.v.s",
    "nr kl s ca st",
    "allt att av bara både de den det detta dock du där därför efter ej en enligt er ett flera"
    " fler från för han har hon hur här i idag ingen inte jag kan man med men mot nu när och om"
    " på sedan så som till trots under ut utan vad var varför vem vi vid över än är även åt",
)
_CZECH = _list(
    "nprap prap ppor pprap npl plk ing mgr bc mudr mddr judr phdr rndr mvdr paeddr thdr dr prof"
    " doc akad gen plk pplk mjr kpt npor por st sv ul nám tř tzv např tj mj resp popř",
    "č čp čj str s r odst roč obr tab tel ca cca",
    "a ale ani až by co do dosud i já jak jako je jeho její jejich jen když kdo kde kvůli který"
    " která které na navíc ne než nyní o od ona oni podle po pod pro proto proč před při s se ta"
    " tak také te ten to toto u v ve však za ze že z",
    "mil mld tis",
    "[IVX]{1,5}",
)
_SLOVAK = _list(
    "ing mgr bc mudr mvdr judr phdr rndr paeddr thdr dr prof doc akad gen plk pplk mjr kpt npor"
    " por st sv ul nám tzv napr tj resp popr",
    "č čl str s r ods roč obr tab tel ca cca",
    "a aj ale ani až by čo do i ja ak ako je jeho jej ich keď kto kde ktorý ktorá ktoré len na"
    " navyše nie než o od ona oni podľa po pod pre preto prečo pred pri s sa so tá tak také ten"
    " to toto u v vo však za zo že z",
    "mil mld tis",
    "[IVX]{1,5}",
)
_POLISH = _list(
    "bryg asp podkom nadkom insp mł st sierż szt ppor dyr wicedyr przew zast dr prof inż mgr"
    " hab lic ks bp abp św ul al pl os im gen płk ppłk mjr kpt por kom red mec m.in np tzw tj"
    " tzn",
    "nr godz str art ust pkt poz tel ok lit par rozdz r s",
    "a aby ale ani bez bo by było co czy dla do gdy gdzie i ich ile inni ja jak jako jego jej"
    " jednak jest jeśli już kiedy kto który która które lecz ma mimo my na nad nie niektórzy"
    " nikt o od on ona oni oraz po pod podczas ponadto potem przed przez przy są się tak także"
    " tam tego ten teraz to tu tylko w we wczoraj według wszyscy z za ze że",
    "r",
)
_RUSSIAN = _list(
    "пгт дер ул пр просп пер пл бул наб им проф акад доц канд ген полк св напр ср т.е т.к гр"
    " тов зам",
    "д стр кв корп ст п г оф тел прим рис табл вып гл",
    "а без более будет был была были было в вместе во вот все всё всего где да для до его ее её"
    " если ещё еще за здесь и из их как когда который кто между мы на над не нет ни никто но о"
    " об однако он она они от перед по под поэтому после потом почему при про с сейчас со также"
    " так там то только тогда у уже чем что чтобы эта эти это этот я",
    "г гг в вв",
)
_UKRAINIAN = _list(
    "вул просп пров пл бул наб ім проф акад доц канд ген полк св напр див гр зам смт",
    "буд кв корп ст п р оф тел бл прим рис табл вип гл",
    "а але без більше було була були в від він вона вони все всі де для до досі ж за звідки з"
    " зараз здається й її їх його і із коли крім між ми на над навіть не немає ні ніхто о однак"
    " під після по потім при про проте разом саме серед та так також там тепер ти тим тільки"
    " тоді то тому у цей ця це ці чи через чому що щоб як якщо який яка я",
    "р рр ст",
)
_GREEK = _list(
    "κκ κος κα δρ καθ αγ οδ λεωφ πλ στρ αντ π.χ δηλ βλ πρβλ",
    "αρ αρθ σελ τηλ παρ",
    "αλλά αν αντίθετα από απ αυτή αυτό αυτοί αυτός για γι γιατί δεν δύο εγώ εδώ εκεί εμείς ενώ"
    " έτσι έχει η ή ήταν θα και κάθε κανείς κατά κι λίγο με μέχρι μετά μια μία μόνο να ο οι όμως"
    " όπως όταν ότι ούτε πάντως παρά περίπου πολλοί που πού πριν προς πως πώς σε σήμερα στα στη"
    " στην στις στο στον στους στων σύμφωνα τα τη την της τι τις το τον του τους των τώρα"
    " υπάρχουν ωστόσο",
)

ABBREVIATIONS: Mapping[str, Abbreviations] = {
    "ar": _list("أ.د د أ م", "ص"),
    "cs": _CZECH,
    "de": _GERMAN,
    "el": _GREEK,
    "es": _SPANISH,
    "fr": _FRENCH,
    "it": _ITALIAN,
    "nl": _DUTCH,
    "pl": _POLISH,
    "pt": _PORTUGUESE,
    "ru": _RUSSIAN,
    "sk": _SLOVAK,
    "sv": _SWEDISH,
    "uk": _UKRAINIAN,
}

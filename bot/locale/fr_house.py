# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in French to admins and in a terminal, and why something could not be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.errors import FetchProblem, QueryProblem
from bot.locale.fr_moments import listing, number
from bot.locale.plurals import french as _s
from bot.model import FeedHealth, Kind

# --- feeds ---------------------------------------------------------------------------------------------

HEALTH: Mapping[FeedHealth, str] = {
    FeedHealth.NEW: "pas encore lu",
    FeedHealth.OK: "lu",
    FeedHealth.SLOW: "lent à répondre",
    FeedHealth.SILENT: "silencieux",
    FeedHealth.FAILING: "en panne",
    FeedHealth.BLOCKED: "refusé par l’éditeur",
    FeedHealth.GONE: "supprimé par l’éditeur",
}
PAUSED = "suspendu"
NO_FEEDS = "Aucun flux n’est lu. /ajouterflux en ajoute un."
WHICH_FEED = "Quel flux faut-il retirer ?"
PREVIOUS, NEXT = "◀", "▶"


def feed_page(total: int, page: int, pages: int) -> str:
    place = f", page {number(page)} sur {number(pages)}" if pages > 1 else ""
    return f"<b>{number(total)} flux{place}</b>"


def since(at: str) -> str:
    return f"depuis {at}"


# --- how feeds do -------------------------------------------------------------------------------------------

NO_ANSWER = "ne répond pas"
READ_AGAIN = "de nouveau lu"
HEALTH_NOTICE = "<b>Santé des flux</b>"
TOPICS_LOST_END = "Je vous préviendrai de leur retour."


def blocked(service: str, status: int | None) -> str:
    if service:
        return f"bloqué par {service}"
    return {401: "réservé par un mot de passe", 451: "interdit pour une raison juridique"}.get(
        status or 0, "refusé par l’éditeur"
    )


def named(outlet: str, said: str) -> str:
    return f"{outlet} : {said}"


def read_now(outlet: str) -> str:
    return f"Relire {outlet}"


def busy(outlet: str) -> str:
    return f"<b>{outlet}</b> n’a pas été relu : une lecture est en cours, ou son site a demandé une pause."


def more_changes(count: int) -> str:
    return f"et {number(count)} autre{_s(count)} : /flux"


def outage(since: str) -> str:
    return (
        f"Plus aucun site ne répond depuis {since} : c’est sans doute la connexion de cette machine. "
        "Les flux ne sont pas en cause."
    )


def outage_over(since: str) -> str:
    return f"Les sites répondent de nouveau, après une coupure commencée {since}. Tous les flux sont relus."


def topics_lost(topics: int) -> str:
    who = "certains de vos thèmes" if topics > 1 else "l’un de vos thèmes"
    return f"Les médias qui parlaient de {who} ne peuvent plus être lus."


def topic_lost(topic: str, outlets: Sequence[str], more: int, since: str) -> str:
    names = listing([*outlets, f"{number(more)} autre{_s(more)}"] if more else outlets)
    return f"<b>{topic}</b> : {names}, depuis {since}"


def topics_back(topics: Sequence[str]) -> str:
    return f"La lecture a repris pour {listing([f'<b>{topic}</b>' for topic in topics])}."


def one_silent(outlet: str, answered: bool, since: str, service: str) -> str:
    """An outlet that was not read, in a reader’s words; `since` a day, or "" for today."""
    lasting = f" depuis {since}" if since else ""
    if service:
        return f"l’accès à {outlet} est bloqué par {service}{lasting}"
    if answered:  # titles have any gender
        return f"{outlet} n’est plus accessible{lasting}" if since else f"{outlet} n’était pas accessible"
    return f"{outlet} ne répond pas{lasting}"


def no_such_feed(typed: str) -> str:
    return f"Aucun flux ne s’appelle « {typed} ». Lequel faut-il retirer ?"


def feed_removed(outlet: str) -> str:
    return f"<b>{outlet}</b> n’est plus lu."


def imported(added: int, known: int, refused: int) -> str:
    return (
        f"{number(added)} flux ajouté{_s(added)}, {number(known)} déjà connu{_s(known)}, "
        f"{number(refused)} refusé{_s(refused)}."
    )


# --- what is held ---------------------------------------------------------------------------------------

HELD = "<b>Les envois sont retenus</b> ; seules les réponses partent. Les flux continuent d’être lus."
NOTHING_HELD = "Rien n’était retenu."
SEND_HELD, ABANDON_HELD = "Envoyer", "Abandonner"
KINDS: Mapping[Kind, str] = {
    Kind.ANSWER: "Les réponses",
    Kind.ALERT: "Les alertes",
    Kind.DIGEST: "Les revues",
    Kind.BROADCAST: "Les annonces",
}


def braked(kind: str) -> str:
    return (
        f"<b>{kind} sont retenues</b> : elles sont bien plus nombreuses que d’habitude. Faut-il les envoyer ?"
    )


def surge(owed: int, usual: int) -> str:
    return f"{number(owed)} d’un coup ; la plus grande fournée des dernières semaines en comptait {number(usual)}."


def held_now(waiting: int, since: str) -> str:
    if not waiting:
        return f"Rien n’attend pour l’instant. Envois retenus depuis {since}."
    waits = f"{number(waiting)} message{_s(waiting)} attend{'ent' if waiting > 1 else ''}"
    return f"{waits}. Envois retenus depuis {since}."


def released(waiting: int) -> str:
    if not waiting:
        return "Les envois reprennent ; rien n’attendait."
    return f"Les envois reprennent : {number(waiting)} message{_s(waiting)} attendai{'en' if waiting > 1 else ''}t."


def abandoned(given_up: int) -> str:
    if not given_up:
        return "Les envois reprennent ; il n’y avait rien à abandonner."
    gone = "sont abandonnés" if given_up > 1 else "est abandonné"
    return f"{number(given_up)} message{_s(given_up)} {gone}. Les envois suivants reprennent."


# --- refusals ---------------------------------------------------------------------------------------------------

STALE_BUTTON = "Ce bouton n’est plus actif."
NOT_ALLOWED = "Cette commande ne vous est pas ouverte."
NOT_IN_CHARGE = "Seuls les administrateurs du groupe peuvent changer cela."
LINK_SPENT = "Ce lien a déjà servi, ou n’est plus valable : il ne sert qu’une fois, pendant sept jours."
OPML_LIST = "cette liste OPML"
BAD_SCHEDULE = (
    "Je n’ai pas compris cet horaire, rien ne change. Écrivez par exemple <b>7:30</b>, <b>7h30 18h lun-ven</b> "
    "ou <b>week-end 10:00</b>."
)
BAD_WINDOW = (
    "Je n’ai pas compris cette durée, rien ne change. Écrivez par exemple <b>24h</b>, <b>7j</b>, <b>25 août</b> "
    "ou <b>lundi</b>."
)
QUERY_PROBLEMS: Mapping[QueryProblem, str] = {
    QueryProblem.EMPTY: "Il manque le mot à suivre.",
    QueryProblem.ONLY_STOP_WORDS: "Ces mots sont partout : ajoutez-en un qui dise de quoi il s’agit.",
    QueryProblem.ONLY_EXCLUSIONS: "Tout exclure ne laisse rien : ajoutez au moins un mot à trouver.",
    QueryProblem.UNBALANCED_QUOTE: "Il manque un guillemet.",
    QueryProblem.UNBALANCED_PARENTHESIS: "Il manque une parenthèse.",
    QueryProblem.DANGLING_OPERATOR: "Il manque un mot à côté de ET, OU ou SAUF.",
    QueryProblem.EMPTY_FIELD: "Il manque un mot après <b>titre:</b> ou <b>source:</b>.",
    QueryProblem.TOO_LONG: "C’est trop long : quelques mots suffisent.",
    QueryProblem.TOO_MANY_TERMS: "C’est trop de mots : quelques-uns suffisent.",
    QueryProblem.NO_WORD: "Je n’y trouve pas de mot.",
    QueryProblem.ADDRESS: "Un lien n’est pas un thème : je cherche des mots, dans toute la presse que je lis.",
}
QUERY_EXAMPLE = "cessez-le-feu"
SUGGEST_RATHER = "Pour proposer un média : /proposer, suivi du lien."
FETCH_PROBLEMS: Mapping[FetchProblem, str] = {
    FetchProblem.REFUSED_ADDRESS: "cette adresse n’est pas publique, elle est refusée",
    FetchProblem.BAD_URL: "ce n’est pas une adresse du web",
    FetchProblem.DNS: "ce nom de site est introuvable",
    FetchProblem.CONNECT: "le site n’accepte pas la connexion",
    FetchProblem.TLS: "la connexion sécurisée du site est défectueuse",
    FetchProblem.TIMEOUT: "le site ne répond pas à temps",
    FetchProblem.TOO_LARGE: "le document est trop grand",
    FetchProblem.TOO_MANY_REDIRECTS: "l’adresse renvoie trop de fois à une autre",
    FetchProblem.CUT_OFF: "la réponse s’est interrompue",
    FetchProblem.HTTP_STATUS: "le site répond par une erreur",
    FetchProblem.BLOCKED: "l’éditeur refuse la lecture",
    FetchProblem.GONE: "l’éditeur a supprimé cette adresse",
    FetchProblem.BAD_ENCODING: "la réponse est mal compressée",
    FetchProblem.HOST_PAUSED: "le site a demandé une pause",
    FetchProblem.NOT_A_FEED: "on n’y trouve aucun flux",
    FetchProblem.PARSER_FAILED: "le document est illisible",
    FetchProblem.UNWANTED: "l’éditeur a demandé à ne pas être lu",
}


def problem(kind: FetchProblem, status: int | None) -> str:
    said = FETCH_PROBLEMS[kind]
    return said if status is None else f"{said}, HTTP {status}"


def bad_address(url: str, problem: str) -> str:
    return f"Je n’ai pas pu ajouter {url} : {problem}."


def quoted(text: str) -> str:
    return f"« {text} »"


def try_instead(example: str) -> str:
    return f"Par exemple : <b>{example}</b>."


def already_subscribed(topic: str) -> str:
    return f"Vous suivez déjà <b>{topic}</b>."


def limit_reached(limit: int) -> str:
    return f"Vous suivez déjà {number(limit)} thème{_s(limit)}, c’est le maximum. /desabonner en libère un."


def already_followed(outlet: str) -> str:
    return f"Ce flux est déjà lu, sous le nom <b>{outlet}</b>."


SOMETHING_ELSE = "Cela n’a pas pu se faire. Réessayez dans un instant."

# --- terminal ---------------------------------------------------------------------------------------------------

NOTHING_FOUND = "Rien n’a été trouvé."
HEALTHY, UNHEALTHY = "en bon état", "à surveiller"
FEED_COLUMNS: tuple[str, ...] = ("média", "santé", "dernière lecture", "prochaine", "adresse")


def refreshed(read: int, unchanged: int, failed: int, new: int, edited: int) -> str:
    return (
        f"{number(read)} flux lu{_s(read)} : {number(unchanged)} sans changement, {number(failed)} en échec ; "
        f"{number(new)} article{_s(new)} nouveau{'x' if new > 1 else ''}, {number(edited)} modifié{_s(edited)}."
    )


STATUS_ROWS: Mapping[str, str] = {
    "alive": "bot en marche",
    "version": "version",
    "started_at": "en marche depuis",
    "memory_bytes": "mémoire (octets)",
    "feeds": "flux",
    "feeds_failing": "flux en panne",
    "feeds_health": "santé des flux",
    "entries": "articles",
    "entries_day": "articles en 24 h",
    "unanalysed": "à analyser",
    "topics": "thèmes",
    "destinations": "destinataires",
    "chats": "conversations",
    "closed": "fermées",
    "subscriptions": "abonnements",
    "owed": "messages dus",
    "oldest_owed_at": "le plus ancien dû",
    "doubtful": "envois douteux",
    "held": "messages retenus",
    "held_since": "retenus depuis",
    "abandoned": "messages abandonnés",
    "late_digests": "revues en retard",
    "last_entry_at": "dernier article",
    "last_tick_at": "dernière ronde",
    "size_bytes": "taille (octets)",
    "backed_up_at": "sauvegarde",
    "schema": "schéma",
    "troubles": "dernières erreurs",
}
YES_NO = ("oui", "non")


def admin_welcome(feeds: int) -> str:
    known = (
        f"{number(feeds)} flux {'sont lus' if feeds > 1 else 'est lu'}"
        if feeds
        else "Aucun flux n’est encore lu"
    )
    return f"C’est fait : vous administrez ce bot. {known}. /ajouterflux en ajoute, /flux les montre."

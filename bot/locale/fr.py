# ruff: noqa: D103 -- a sentence documents itself
"""Everything the bot says in French. Arguments are escaped already; `times` and dates come from `fr_moments`.

0 and 1 are singular. The reader is « vous »; what they follow is a « thème », an event a « sujet », a digest a
« revue », who publishes a « média » or a « rédaction »; « flux » is for admins alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.locale.fr_moments import listing, number, quoted
from bot.locale.plurals import french as _s


def _bold(names: Sequence[str]) -> list[str]:
    return [f"<b>{name}</b>" for name in names]


# --- the first minute -------------------------------------------------------------------------------------------

EXAMPLES: tuple[str, ...] = ("Otan", "cessez-le-feu", "budget")
HELLO_AGAIN = "Bonjour. Écrivez un mot de l’actualité, et je le suivrai pour vous."
THANKS = "Avec plaisir."
HELP_ASKED = (
    "Écrivez un mot de l’actualité, et je vous enverrai chaque jour ce que la presse en dit de nouveau. "
    "/une : les sujets du moment. /aide : tout ce que je sais faire."
)
YES_OR_NO = "Touchez le bouton qui convient, ou écrivez un mot de l’actualité."
FORWARDED = "Une commande transférée ne compte pas : écrivez-la vous-même."
TOO_MANY = "C’est beaucoup à la fois. Attendez un peu, puis écrivez-moi de nouveau : je vous répondrai."
UNREADABLE = "Je ne lis que les mots. Écrivez-en un de l’actualité, par exemple <b>cessez-le-feu</b>."
STOPPING = "Voulez-vous une pause ou un arrêt ? /pause suspend les revues, /stop les arrête ; vos thèmes sont gardés."
DECLINED = "Très bien, rien ne change."
ASK_TOPIC = "Quel mot faut-il suivre ? Par exemple : <b>cessez-le-feu</b>."
ASK_TOPIC_TO_LEAVE = "Quel thème faut-il retirer ?"
ASK_ALERT = (
    "De quel mot faut-il vous prévenir aussitôt ? Par exemple : <b>cessez-le-feu</b>, "
    "<b>cessez-le-feu 3</b> pour attendre trois rédactions, "
    "<b>cessez-le-feu pics</b> pour les heures où tous en parlent."
)
ASK_TIMES = "À quelle heure voulez-vous vos revues ? Par exemple : <b>7:30 18:00 lun-ven</b>, ou <b>week-end 10:00</b>."
ASK_FEED = "Quelle adresse faut-il lire ? Celle d’un flux, ou de la page d’un média."
ASK_FEED_TO_REMOVE = "Quel flux faut-il retirer ? Écrivez son nom ou son adresse."


def greeting(times: str, in_group: bool) -> str:
    if in_group:
        return (
            f"Bonjour. <b>/abonner</b>, suivi d’un mot de l’actualité : {times}, vous recevrez ici ce que la presse "
            "en dit de nouveau."
        )
    return (
        f"Bonjour. Écrivez un mot de l’actualité : {times}, vous recevrez ce que la presse en dit de nouveau."
    )


def welcome_follower(topics: Sequence[str], in_group: bool) -> str:
    others = "Écrivez un autre mot de l’actualité pour le suivre aussi."
    if in_group:
        others = "Pour suivre un autre mot de l’actualité : <b>/abonner</b>, puis ce mot."
    return f"Bonjour. Vous suivez {listing(_bold(topics))}. {others}"


def welcome_back(topics: Sequence[str]) -> str:
    return f"Bon retour. Vous suivez toujours {listing(_bold(topics))}."


CATCH_UP = (
    "S’il y a eu du nouveau, une revue de rattrapage arrive dans un instant ; elle couvre 48 heures au plus."
)


def ask_times(times: str, place: str) -> str:
    return f"Vos revues viennent {times} (heure locale, {place}). {ASK_TIMES}"


def ask_to_follow(topics: Sequence[str]) -> str:
    return f"Faut-il suivre {listing([f'« <b>{topic}</b> »' for topic in topics])} ?"


def follow_button(topic: str) -> str:
    return f"S’abonner à « {topic} »"


# --- subscriptions ----------------------------------------------------------------------------------------------

FOLLOWS_NOTHING = (
    "Vous ne suivez encore aucun thème. Écrivez un mot de l’actualité, par exemple <b>cessez-le-feu</b>."
)
LEAVES_NOTHING = "Vous ne suivez plus aucun thème."
PAUSED = "Les revues sont suspendues ; /reprendre les fait revenir."
CHOOSE_A_TOPIC = "Reste à choisir un thème : /abonner, puis un mot de l’actualité."
READ_DAY = "Lire les dernières 24 heures"
CHANGE_TIME = "Changer l’heure"
CANCEL = "Annuler"
NO = "Non"


def subscribed(topic: str) -> str:
    return f"<b>{topic}</b>, c’est entendu."


def synonyms(names: Sequence[str]) -> str:
    return f"Aussi sous le{_s(len(names))} nom{_s(len(names))} {listing(names)}."


def week(stories: int, exact: bool) -> str:
    if not stories and not exact:
        return "Les articles des sept derniers jours sont en cours de lecture."
    if not stories:
        return "Rien ces sept derniers jours : la veille commence."
    about = "" if exact else "environ "
    return f"Ces sept derniers jours : {about}{number(stories)} sujet{_s(stories)}."


def first_digest(at: str) -> str:
    return f"Première revue : {at}."


def next_digest(at: str) -> str:
    return f"Prochaine revue : {at}."


def unsubscribed(topic: str) -> str:
    return f"<b>{topic}</b> est retiré."


def still_followed(topics: Sequence[str]) -> str:
    return f"Vous suivez encore {listing(_bold(topics))}."


def not_followed(typed: str) -> str:
    return f"Vous ne suivez pas « {typed} ». Quel thème faut-il retirer ?"


def followed(count: int) -> str:
    return f"<b>Vous suivez {number(count)} thème{_s(count)}</b>"


def with_alert(newsrooms: int) -> str:
    return "alerte aussitôt" if newsrooms < 2 else f"alerte dès {number(newsrooms)} rédactions"


def alert_set(topic: str, newsrooms: int) -> str:
    who = "qu’une rédaction en parle" if newsrooms < 2 else f"que {number(newsrooms)} rédactions en parlent"
    return f"<b>{topic}</b> : je vous préviens dès {who}."


# --- schedule ---------------------------------------------------------------------------------------------------


def times_are(times: str) -> str:
    return f"Vos revues : {times}."


def schedule_set(times: str) -> str:
    return f"C’est noté : {times}."


def schedule_restored(times: str) -> str:
    return f"Vos horaires sont rétablis : {times}."


def paused_until(until: str) -> str:
    return f"C’est entendu, aucune revue {until}. /reprendre les fait revenir plus tôt."


PAUSED_FOR_NOW = "C’est entendu, aucune revue jusqu’à ce que vous écriviez /reprendre."
RESUMED = "Les revues reprennent."
WAS_NOT_PAUSED = "Vos revues n’étaient pas suspendues."


def stopped(topics: int) -> str:
    if not topics:
        return "C’est entendu, je ne vous écris plus. /start pour revenir."
    kept = f"Vos {number(topics)} thèmes sont gardés" if topics > 1 else "Votre thème est gardé"
    return f"C’est entendu, je ne vous écris plus. {kept} : /start pour revenir."


# --- digests ----------------------------------------------------------------------------------------------------

FOLLOW_UP = "(suite)"
FOR_SUBSCRIBERS = "(abonnés)"
NO_COVERAGE = "Aucun média n’a encore été lu."
SOURCES = "Sources"
WHY = "Pourquoi ?"


def and_others(count: int) -> str:
    return f"et {number(count)} autre{_s(count)}"


def apart(first: str, then: str) -> str:
    return f"{first} ; {then}"


def recalled(links: Sequence[str], more: int) -> str:
    rest = f" et {number(more)} autre{_s(more)}" if more else ""
    return f"Déjà signalé par une alerte : {' ; '.join(map(quoted, links))}{rest}."


def digest_of(date: str, clock: str) -> str:
    return f"Revue du {date}, {clock}."


def on_demand_of(span: str, date: str, clock: str) -> str:
    return f"Revue sur {span}, {date}, {clock}."


def spare(name: str) -> str:
    return f"Si ce bot ne répond plus : {name}."


def gap(since: str, span: str) -> str:
    return f"Dernière revue : {since}. Celle-ci ne remonte qu’à {span} : ce qui a paru avant n’y est pas."


def read_all(outlets: int) -> str:
    return f"{number(outlets)} média{_s(outlets)} lu{_s(outlets)}."


def read_but_one(read: int, total: int, said: str) -> str:
    return f"{number(read)} média{_s(read)} lu{_s(read)} sur {number(total)} : {said}."


def read_some(read: int, total: int, silent: Sequence[str], more: int, answered: bool) -> str:
    """Which media were not read; `answered`: at least one did answer, but with nothing that could be read."""
    names = listing([*silent, f"{number(more)} autre{_s(more)}"] if more else silent)
    many = len(silent) + more > 1
    if answered:
        fault = "n’étaient pas accessibles" if many else "n’était pas accessible"  # titles have any gender
    else:
        fault = "ne répondent pas" if many else "ne répond pas"
    return f"{number(read)} média{_s(read)} lu{_s(read)} sur {number(total)} : {names} {fault}."


def more_stories(count: int, exact: bool) -> str:
    return f"{'' if exact else 'environ '}{number(count)} autre{_s(count)} sujet{_s(count)}"


def nothing_new(topics: Sequence[str], more: int, since: str) -> str:
    names = [f"sur {name}" for name in _bold(topics)]
    if more:
        names.append(f"sur vos {number(more)} autre{_s(more)} thème{_s(more)}")
    return f"Rien de nouveau {' ni '.join(names)} depuis {since}."


def nothing_on(topic: str, since: str) -> str:
    return f"Rien sur <b>{topic}</b> depuis {since}."


def watch_goes_on(since: str, public: bool) -> str:
    topics = "les thèmes de ce canal" if public else "vos thèmes"
    return f"Rien de nouveau sur {topics} depuis {since} : la veille continue."


# --- alerts and cards -------------------------------------------------------------------------------------------


def alert_line(topic: str) -> str:
    return f"Alerte : {topic}"


def newsrooms(count: int, reprints: bool) -> str:
    apart_from = ", sans compter les reprises d’agence" if reprints else ""
    return f"{number(count)} rédaction{_s(count)}{apart_from}"


def reprinted(agency: str, outlets: Sequence[str]) -> str:
    return f"{agency}, aussi chez {listing(outlets)}" if outlets else agency


WHY_THIS = "<b>Pourquoi ce sujet ?</b>"
IN_TITLE = "titre"
IN_TEXT = "texte"
IN_SOURCE = "nom du média"
AS_SYNONYM = "tenu pour un synonyme"


def why(topics: Sequence[str], articles: int, followed: bool) -> str:
    lead = "Vous suivez " if followed else ""
    found = f"trouvé{_s(len(topics))} dans {number(articles)} article{_s(articles)}"
    return f"{lead}{listing(_bold(topics))}, {found}{', dont' if articles > 1 else ''} :"


def reason(outlet: str, field: str, excerpt: str) -> str:
    return f"<i>{outlet}</i>, {field} : {quoted(excerpt)}"


OTHERS = "<b>Les autres sujets</b>"

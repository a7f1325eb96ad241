# ruff: noqa: D103 -- a sentence documents itself
"""What is said in French of what is kept of people. Arguments are escaped."""

from __future__ import annotations

from bot.locale.fr_moments import number
from bot.model import ChatKind

DATA = (
    "Voici tout ce qui est conservé de cette conversation, au format JSON : réglages, thèmes, ce qui vous a été envoyé."
    " Rien n’y concerne quelqu’un d’autre."
)
ERASE = "Tout effacer"
KEEP = "Ne rien effacer"
ERASED = (
    "Tout est effacé. Il ne reste qu’une empreinte, qui empêche une ancienne copie de vous faire revenir. "
    "Ce message est le dernier ; /start recommence de zéro."
)


def privacy(operator: str, contact: str, months: int) -> str:
    return "\n\n".join((_who(operator, contact), _what(months), _rights(contact)))


def _who(operator: str, contact: str) -> str:
    who = operator or "la personne qui a installé ce bot"
    reach = f" ; contact : {contact}" if contact else ""
    return f"<b>Confidentialité</b>\nResponsable du traitement : {who}{reach}."


def _what(months: int) -> str:
    return (
        "<b>Ce qui est conservé</b> : le numéro Telegram de cette conversation (le titre aussi, pour un groupe ou un "
        "canal), sa langue, ses horaires et ses autres réglages ; les thèmes suivis, qui peuvent révéler des opinions ;"
        " les sujets déjà envoyés, pour ne rien répéter ; les canaux que vous réglez ; les médias que vous proposez. "
        "Ni votre nom, ni vos autres "
        "messages. Si un administrateur vous a donné accès ou vous a bloqué : le numéro ou le @nom qui vous "
        "désigne ; un blocage survit à l’effacement, sous forme d’empreinte. D’un "
        "administrateur : ce qu’il a changé, pendant un an.\n"
        "<b>Pourquoi</b> : seulement pour vous envoyer ce que vous avez demandé. Suivre un thème vaut consentement ; "
        "vous le retirez quand vous voulez.\n"
        "<b>Combien de temps</b> : tant que vous suivez quelque chose. Messages envoyés, questions posées, médias "
        "proposés : trente jours. "
        "Un compte qui a bloqué le bot, un groupe qui l’a exclu, une conversation privée qui ne suit rien : "
        f"effacés après {number(months)} mois. Ce qui est effacé ne revient pas d’une copie de sauvegarde.\n"
        "<b>Où</b> : sur la machine du responsable. Rien n’est vendu, ni transmis à d’autres que Telegram, qui"
        " achemine les messages."
    )


def _rights(contact: str) -> str:
    write = " Pour rectifier, limiter ou vous opposer, écrivez au contact ci-dessus." if contact else ""
    return (
        "<b>Vos droits</b> : /donnees remet une copie de tout, /oublier efface tout, /desabonner et les autres "
        f"commandes corrigent.{write} Vous pouvez saisir l’autorité de protection des données de votre pays "
        "(en France, la CNIL)."
    )


def erase_question(topics: int, kind: ChatKind, admin: bool, shuts_out: bool) -> str:
    followed = f" : {number(topics)} thème{'s' if topics > 1 else ''}, réglages, historique" if topics else ""
    whose = {ChatKind.PRIVATE: "vous", ChatKind.CHANNEL: "ce canal"}.get(kind, "ce groupe")
    rights = " Vous ne serez plus administrateur du bot." if admin else ""
    access = " Pour revenir, il faudra être de nouveau invité." if shuts_out else ""
    return f"Effacer tout ce qui est conservé de {whose}{followed} ? C’est définitif.{rights}{access}"

"""What a sentence asks for: people write « Je voudrais suivre l’actualité de l’Ukraine », and mean « l’Ukraine ».

Only whole turns of speech are taken away, and only where a subject is left: « Les dernières nouvelles » stay.
"""

from __future__ import annotations

import re

from bot.french.normalise import clean

_APOSTROPHE = r"['’]"
_GREETING = r"(?:bonjour|bonsoir|salut|coucou|hello|hi|hey)"
_PLEASE = rf"(?:s{_APOSTROPHE}il (?:te|vous) pla[iî]t|svp|stp|please|merci(?: d{_APOSTROPHE}avance)?|thanks)"
_WISH = (
    rf"(?:je (?:veux|voudrais|souhaite|souhaiterais|cherche à|désire)|j{_APOSTROPHE}aimerais(?: bien)?|on voudrait"
    r"|peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez"
    r"|i(?: would|['’]d) like to|i want to|can you|could you|please)"
)
_DEED = (
    rf"(?:(?:me |m{_APOSTROPHE}|nous )?(?:suivre|recevoir|lire|surveiller|connaître|donner|envoyer|montrer|trouver"
    rf"|abonner à|parler (?=d)|tenir (?:au courant|informée?) (?=d|sur)|être (?:informée?|tenue? au courant|prévenue?"
    rf"|avertie?|alertée?) (?=d|sur|quand|si))"
    r"|follow|read|get|see|hear about|know about|tell me about|send me|show me)"
)
_ORDER = (
    rf"(?:(?:abonne|abonnez|inscris|inscrivez)-moi à|(?:parle|parlez)-moi (?=d)|(?:donne|donnez|envoie|envoyez|montre"
    rf"|montrez)-moi|quoi de neuf (?=d|sur|à propos|au sujet|concernant|en |au |aux |à )"
    rf"|que se passe-t-il (?=en |au |aux |à |sur )|suis-moi|follow|subscribe (?:me )?to|tell me about|send me|show me"
    rf"|what{_APOSTROPHE}s new (?=in|on|about|with)|what is new (?=in|on|about|with))"
)
_NEWS = (
    rf"(?:(?:toute |tous |toutes )?(?:l{_APOSTROPHE}(?:actualités?|actu|info|information)"
    r"|(?:les |des )?(?:dernières )?(?:actualités|actus|nouvelles|infos|informations|news|articles|dépêches)"
    r"|actualité|actu|ce qui se (?:passe|dit)|ce qu['’]on dit|tout ce qui concerne)"
    r"|(?:the )?(?:latest )?(?:news|articles|headlines))"
)
# Without a verb, fewer words ask: « articles de presse » and « l’information judiciaire » are subjects.
_NEWS_ALONE = (
    rf"(?:(?:l{_APOSTROPHE})?(?:actualités?|actu)|(?:les |des )?(?:dernières )?(?:actualités|actus|nouvelles)"
    r"|ce qui se (?:passe|dit)|tout ce qui concerne|(?:the )?(?:latest )?news)"
)
_ABOUT = (
    rf"(?:(?:(?:à propos|au sujet|autour) )?d(?:e la |e l{_APOSTROPHE}|u |es |e |{_APOSTROPHE})|concernant |sur "
    rf"|en |au |aux |à (?:la |l{_APOSTROPHE})?|about |on |in |of |with )"
)
_LEAD = re.compile(
    rf"(?:{_GREETING}[ ,.!]+)?(?:{_PLEASE}[ ,]+)?(?:"
    rf"(?:{_WISH} +{_DEED}|{_ORDER}|suivre|follow) *(?:{_NEWS}? *{_ABOUT})?|{_NEWS_ALONE} +{_ABOUT})",
    re.IGNORECASE,
)
_PLEASE_LAST = re.compile(rf"[ ,]{_PLEASE}\Z", re.IGNORECASE)
_STOPS = " ,.!?…"
_OPERATOR = re.compile(r"(?:OU|ET|SAUF|AND|OR|NOT|NON)\b|[|&+-]")
_WORD = re.compile(r"\w{2}|\d")
_LONGEST = 200  # a longer text is no sentence that asks for one subject


def subject_of(text: str) -> str:
    """The text without what only asks for it; the same text where nothing of a subject would be left."""
    if len(text) > _LONGEST:
        return text
    tidy = " ".join(clean(text).split())
    lead = _LEAD.match(tidy)
    begin = lead.end() if lead else 0
    left = _PLEASE_LAST.sub("", tidy[begin:].rstrip(_STOPS)).rstrip(_STOPS).strip()
    if not _WORD.search(left) or (lead and _OPERATOR.match(left)) or left == tidy:
        return text
    return left

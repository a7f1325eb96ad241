"""Lines of a French news page that are not the article: labels, invitations, credits, notices.

Two kinds of rules. Marks of structure (class names and ids of boxes) say which parts of a page to leave out before
its text is taken; forms of words say which lines to leave out of what was taken.
"""

from __future__ import annotations

import re

# Whole words of class names and ids, in French and English, of what stands around or inside an article.
_BOX_WORDS = (
    *("breadcrumbs?", "fil-?d-?ariane", "ariane", "chemin-de-fer"),
    *("cookies?", "consent", "gdpr", "rgpd", "didomi", "tarteaucitron", "axeptio", "cmp"),
    *(
        "newsletters?",
        "nl",
        "subscribe",
        "subscription",
        "inscription",
        "abonnement",
        "paywall",
        "premium-box",
    ),
    *("promo", "promotion", "sponsor(?:ed|ise|isee|s)?", "partenaires?", "partner-content", "native-ad"),
    *("pub", "publicite", "advert(?:s|ising|isement)?", "ads?", "adslot", "taboola", "outbrain", "ligatus"),
    *(
        "related",
        "related-(?:articles|posts|content)",
        "articles-lies",
        "associes",
        "meme-sujet",
        "sur-le-meme-sujet",
    ),
    *("(?:read|see)-?(?:also|more)", "(?:a-)?lire-?aussi", "a-lire", "voir-?aussi", "lire-plus", "en-lien"),
    *("most-?(?:read|popular|viewed|shared)", "(?:les-)?plus-?(?:lus|vus|populaires|partages|commentes)"),
    *(
        "popular",
        "trending",
        "tendances",
        "top-articles",
        "a-la-une",
        "alaune",
        "en-continu",
        "dernieres-infos",
    ),
    *("recommend(?:ed|ations?|e)?", "recommandes?", "suggestions?"),
    *("share", "sharing", "partage", "partager", "social", "reseaux-sociaux", "follow-us"),
    *("captions?", "wp-caption-text", "legende", "credits?", "photo-credit", "copyright"),
    *("comments?", "commentaires?", "reactions?", "comment-list"),
    *("author-box", "author-bio", "byline", "signature", "a-propos-auteur"),
    *(
        "sidebar",
        "navbar",
        "nav",
        "menu",
        "footer",
        "site-header",
        "toolbar",
        "modal",
        "popup",
        "overlay",
        "banner",
    ),
    *("bandeau", "diaporama", "gallery", "galerie", "sr-only", "visually-hidden", "screen-reader-text"),
)
_BOX = re.compile(rf"(?:^|[\s_-])(?:{'|'.join(_BOX_WORDS)})(?:$|[\s_-])", re.IGNORECASE)
_NOTICE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|rgpd|didomi|tarteaucitron|axeptio|cmp|modal|popup|popin)(?:$|[\s_-])",
    re.IGNORECASE,
)

_HEADINGS = (
    r"(?:(?:à|a)\s+)?(?:re)?(?:lire|voir|écouter|découvrir)(?:\s+(?:aussi|également|encore|la vidéo))?",
    r"(?:(?:à|a)\s+lire\s+)?(?:sur|dans)\s+(?:le|la)\s+même\s+(?:sujet|thème|rubrique|thématique)",
    r"(?:à|a)\s+la\s+une(?:\s+(?:de\s+la\s+rubrique|de|du|sur)\s+[\w’' -]{1,30})?",
    r"(?:(?:nos|les|articles)\s+)?(?:articles\s+)?(?:les\s+)?plus\s+(?:lus|vus|populaires|partagés|commentés|consultés)"
    r"(?:\s+(?:de|du|sur|dans)\b.*)?",
    r"(?:contenus?|articles?|liens?|vidéos?)\s+(?:sponsorisés?|partenaires?|recommandés?|liés?|associés?|similaires)",
    r"(?:nos|les)\s+(?:derniers?|dernières)\s+(?:articles?|infos?|actualités?|vidéos?)(?:\s.*)?",
    r"(?:sponsorisé|publicité|annonces?|la suite après (?:la|cette) publicité|pub)",
    r"(?:recommandés?|suggérés?|nos\s+recommandations|notre\s+sélection)(?:\s+(?:pour\s+vous|par\b.*))?",
    r"vous\s+(?:aimerez|pourriez\s+aimer|devriez\s+aimer)(?:\s+aussi)?",
    r"(?:pour\s+)?aller\s+plus\s+loin|en\s+savoir\s+plus|plus\s+d[’']infos?|voir\s+plus|lire\s+la\s+suite",
    r"articles?\s+(?:liés|connexes|suivants?|précédents?)|autour\s+du\s+sujet|nos\s+dossiers|dossiers?\s+liés?",
    r"tendances|en\s+continu|le\s+fil\s+(?:info|actu)|dernières\s+(?:infos|minutes|actualités)|toute\s+l[’']actualité",
)
_HEADING = re.compile(rf"(?:{'|'.join(_HEADINGS)})", re.IGNORECASE)

_DATE_WORDS = (
    r"(?:le|à|ce|cet|et|hier|aujourd[’']hui|matin|soir|il\s+y\s+a|\d++(?:er)?|[/.:,|·()–-]|h(?:eures?)?|min(?:utes?)?|jours?|"
    r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|janv(?:ier|\.)?|févr(?:ier|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|"
    r"août|sept(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|déc(?:embre|\.)?|mis|modifié|jour|par\s+la\s+rédaction)"
)
_NAMES = r"(?-i:[A-ZÀ-Ý][\w.’'-]*(?:,?\s(?:[A-ZÀ-Ý(][\w.’')-]*|de|du|des|le|la|et|à))*)"

_LABELS = (
    r"(?:partager|imprimer|commenter|réagir|enregistrer|écouter|suivre|copier\s+le\s+lien|signaler|envoyer)"
    r"(?:\s(?:(?:sur|par|via|à)\s.{1,40}|l[’']article|cet\s+article|un\s+abus|une\s+erreur))?",
    r"(?:tout\s+)?(?:accepter|refuser)(?:\s+(?:tout|et\s.{1,40}|les\s+cookies))?|continuer\s+sans\s+accepter",
    r"(?:en\s+)?partenariat\s+avec\s.{1,50}",
    r"(?:\d+\s+)?(?:commentaires?|réactions?|partages)",
    r"(?:newsletters?|podcasts?|vidéos?|diaporama|infographie|direct|live|abonnés?|premium|exclusif|menu|fermer)",
    r"(?:connexion|se\s+connecter|s[’']identifier|créer\s+un\s+compte|mon\s+compte|s[’']abonner|je\s+m[’']abonne)",
    r"(?:tags?|mots[- ]clés|thèmes?|sujets?|rubriques?)(?:\s+(?:associés?|liés?))?(?:\s*:.{0,100})?",
    r"(?:accueil|actualités?)\s*[>/»›|].*",
    r"[^>›]{1,40}(?:\s[>›]\s[^>›]{1,40}){2,}",
    rf"(?:publié|mis\s+(?:à\s+jour|en\s+ligne)|modifié|posté|créé|actualisé)e?s?\s+(?:{_DATE_WORDS}\s*)+",
    r"temps\s+de\s+lecture.{0,30}|lecture\s*:.{0,30}|\d+\s*min(?:utes?)?(?:\s+de\s+lecture)?",
    rf"par\s+(?:la\s+rédaction|{_NAMES})(?:\s+avec\s+.{{1,30}})?|(?:la\s+)?rédaction(?:\s+avec\s+.{{1,30}})?",
    r".{0,40}\bavec\s+(?:l[’'])?afp",
    r"(?:photo|image|illustration|légende|visuel|vidéo)s?\s*(?::|©|d[’']illustration\b|d[’']archives?\b|/).{0,200}",
    r"(?:crédits?|copyright|sources?\s+photo)\s*(?:photos?|images?|vidéos?)?\s*:?.{0,120}",
)
_LABEL = re.compile(rf"(?:{'|'.join(_LABELS)})", re.IGNORECASE)

_OPENINGS = (
    r"(?:(?:à|a)\s+)?(?:re)?(?:lire|voir|écouter)(?:\s+(?:aussi|également|encore))?\s*(?:[:>»›→|–—-]|\s-\s)",
    r"(?:lire|voir|écouter)\s+(?:aussi|également)\b|(?:notre|le)\s+(?:dossier|grand\s+format|récit)\s*:",
    r"(?:re)?(?:trouvez|découvrez|lisez|voyez|regardez|écoutez)\s+(?:tous?|toutes?|nos|notre|l[’']intégralité|ici|aussi)\b",
    r"(?:abonnez|inscrivez|connectez|identifiez)[- ]vous\b|(?:suivez|rejoignez|retrouvez|soutenez|contactez)[- ]nous\b",
    r"(?:suivez|recevez)\s+(?:toute?s?|nos|notre|chaque|gratuitement|l[’']actualité|l[’']essentiel|la\s+newsletter)\b",
    r"(?:chaque|tous\s+les)\s+(?:matins?|soirs?|jours?|semaines?|vendredis?|lundis?),?\s+(?:recevez|retrouvez|notre)\b",
    r"(?:téléchargez|installez|activez)\s+(?:notre|l[’'](?:application|appli)|les\s+notifications)",
    r"(?:cliquez|cliquer)\s+(?:ici|sur)|pour\s+(?:lire|accéder\s+à)\s+la\s+suite|(?:déjà|pas\s+encore)\s+abonnée?\b",
    r"(?:cet?|l[’'])\s?(?:article|contenu|accès)\s+(?:complet\s+)?est\s+(?:exclusivement\s+)?réservée?\s+(?:aux|à\s+nos)",
    r"(?:article|contenu)\s+réservé\s+aux|la\s+suite\s+(?:de\s+cet\s+article\s+)?est\s+réservée",
    r"il\s+vous\s+reste\s+\d+(?:[.,]\d+)?\s*%",
    r"vous\s+avez\s+déjà\s+un\s+compte|votre\s+(?:adresse\s+)?(?:e-?mail|mail|courriel)|saisissez\s+votre",
    r"en\s+(?:vous\s+inscrivant|cliquant\s+(?:ici|sur)|(?:poursuivant|continuant)\s+(?:votre|la|à)\s+(?:navigation|naviguer))\b",
    r"en\s+(?:validant|renseignant)\s+(?:votre|cette\s+inscription|ce\s+formulaire)\b",
    r"(?:nous|ce\s+site)\s+(?:et\s+nos\s+partenaires\s+)?(?:utilisons|utilise|stockons|déposons|conservons)\s.*"
    r"(?:cookies|traceurs)",
    r"avec\s+votre\s+(?:accord|consentement),\s+nous\b|vos?\s+(?:données|préférences|choix)\s.*\bcookies\b",
    r"(?:gérer|paramétrer|personnaliser)\s+(?:mes|vos|les\s+(?:cookies|préférences))\b",
    r"(?:politique|charte)\s+de\s+(?:confidentialité|cookies|protection|modération|gestion\s+des\s+cookies)\b",
    r"mentions\s+légales\b|conditions\s+générales\s+d|tous\s+droits\s+réservés\b",
    r"(?:contenu|article|communiqué)\s+(?:proposé|sponsorisé|offert|financé|rédigé)\s+par\b",
    r"(?:©|\(c\)\s|copyright\b)|(?:signaler|une)\s+(?:une\s+)?(?:erreur|faute)\s.*(?:\?|article|signalez)",
    r"(?:cette|notre)\s+(?:newsletter|lettre\s+d[’']information)\b|(?:pour\s+)?ne\s+(?:rien\s+)?(?:ratez|manquez|manquer|rater)\b",
    r"ce\s+(?:contenu|média|tweet|message)\s+(?:est\s+bloqué|n[’']a\s+pas\s+pu|a\s+été\s+bloqué|provient)",
)
_OPENING = re.compile(rf"(?:{'|'.join(_OPENINGS)})", re.IGNORECASE)

_AGENCIES = (
    r"(?:AFP|A\.F\.P\.|REUTERS|Reuters|SIPA(?:\s+PRESS)?|AP(?:\s+Photo)?|EPA|MAXPPP|Maxppp|Hans\s+Lucas|HANS\s+LUCAS|"
    r"Getty(?:\s+Images)?|ABACA|Belga|BELGA|Keystone|KEYSTONE|La\s+Presse\s+Canadienne|Shutterstock|Adobe\s+Stock|DR|D\.R\.)"
)
# « … à Lyon, le 3 mars. ANNE MARTIN / AFP » and « (Photo X/AFP) », « © X » at the end of a line: a caption.
_CREDIT = re.compile(
    rf"(?:[/|©–—-]\s*{_AGENCIES}(?:\s*/\s*[\w .]{{1,30}})?\s*\)?|©[^.!?]{{0,80}}"
    r"|\((?:photo|crédit|ph\.|image)s?\b[^)]{0,80}\))\s*\.?$",
    re.IGNORECASE,
)
_MAX_LABEL_CHARS = 320  # a caption with its credit; longer lines are text
_BULLET = re.compile(r"^[-–—•▪►▶→>*·]+\s*")


def is_box(name: str) -> bool:
    """Whether a class name or id is that of something around an article."""
    return _BOX.search(name) is not None


def is_notice(name: str) -> bool:
    """Whether it is that of a consent notice or another window over the page, which may be longer than the article."""
    return _NOTICE.search(name) is not None


def is_heading(line: str) -> bool:
    """« À lire aussi », « Les plus lus »: a label over a list that is no part of the article either."""
    return len(line) <= _MAX_LABEL_CHARS and _HEADING.fullmatch(_bare(line)) is not None


def is_noise(line: str) -> bool:
    """Whether a whole line is a label, an invitation, a notice, a byline or a caption with its credit."""
    bare = _bare(line)
    if not re.search(r"\w", bare) or _OPENING.match(bare):
        return True
    if len(line) > _MAX_LABEL_CHARS:
        return False
    return any((_HEADING.fullmatch(bare), _LABEL.fullmatch(bare), _CREDIT.search(bare)))


def _bare(line: str) -> str:
    text = _BULLET.sub("", line.replace("\u00a0", " ").replace("\u202f", " ").strip())
    return text.strip(" \t:…»«[]|#>").rstrip(" .!") if len(text) < _MAX_LABEL_CHARS else text

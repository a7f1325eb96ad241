from __future__ import annotations

import pytest

from bot.french.page_noise import is_box, is_heading, is_noise


@pytest.mark.parametrize(
    "line",
    [
        "À lire aussi",
        "Lire également :",
        "A lire aussi :",
        "Sur le même sujet",
        "Dans la même rubrique",
        "À la une",
        "À la une de la rubrique Monde",
        "Les plus lus",
        "Les articles les plus lus",
        "Contenus sponsorisés",
        "Contenu sponsorisé",
        "Articles similaires",
        "Recommandé pour vous",
        "Vous aimerez aussi",
        "Nos dernières vidéos",
        "Publicité",
        "En savoir plus",
        "Le fil info",
    ],
)
def test_labels_over_lists_are_known(line: str) -> None:
    assert is_heading(line)
    assert is_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        "Accueil > Monde > Europe",
        "Accueil / Régions / Vernay",
        "Le Fanal › Monde › Europe",
        "Partager sur Facebook",
        "Commenter l’article",
        "12 commentaires",
        "Publié le 12 mars 2025 à 7h10",
        "Mis à jour le 12/03/2025 à 07:10",
        "Publié aujourd’hui à 7 h 10, modifié à 8 h",
        "Temps de lecture : 3 min",
        "3 min de lecture",
        "Par Anne Rivoire",
        "Par Anne Rivoire et Marc Le Du (à Vernay)",
        "La rédaction avec AFP",
        "Photo d’illustration. Le Fanal",
        "Photo : archives Le Fanal",
        "Crédit photo : A. Rivoire",
        "© Le Fanal",
        "Le pont de Vernay, le 11 mars 2025. JEAN TALVARD / AFP",
        "Des barrières devant le pont (photo A. Rivoire)",
        "Une réunion à la préfecture, mardi. © Anne Rivoire",
        "Lire aussi : Pourquoi les vieux ponts cèdent",
        "Lire aussi Pourquoi les vieux ponts cèdent",
        "> Voir aussi : nos images",
        "À lire → notre dossier",
        "Inscrivez-vous à notre lettre d’information.",
        "Recevez chaque matin l’essentiel de l’actualité.",
        "Suivez toute l’actualité de la région sur notre application.",
        "Abonnez-vous pour lire la suite.",
        "Cet article est réservé aux abonnés.",
        "Il vous reste 63.2% de cet article à lire. La suite est réservée aux abonnés.",
        "Nous utilisons des cookies pour mesurer l’audience.",
        "Nous et nos partenaires déposons des cookies sur votre appareil.",
        "Tout accepter",
        "Continuer sans accepter",
        "Gérer mes préférences",
        "Politique de confidentialité",
        "En cliquant sur « S’inscrire », vous acceptez nos conditions.",
        "En poursuivant votre navigation, vous acceptez les cookies.",
        "Votre adresse e-mail ne sera jamais cédée.",
        "Tags : pont, travaux",
        "Ce contenu est bloqué car vous n’avez pas accepté les traceurs.",
        "En partenariat avec la mairie de Vernay",
        "* * *",
        "",
    ],
)
def test_what_stands_around_an_article_is_known(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        "À la une des journaux du matin, un seul sujet : la fermeture du pont.",
        "Par ailleurs, le gouvernement a reculé.",
        "Publié le mois dernier, le rapport accuse.",
        "Publié en 2019, ce rapport de 300 pages accusait déjà l’État.",
        "Suivre le match depuis les tribunes coûte désormais 40 euros.",
        "Écouter les enfants, c’est déjà les protéger.",
        "Refuser l’accord serait une erreur, estime la ministre.",
        "En poursuivant les travaux, le maire prend un risque.",
        "Entre « oui » et « non », il hésite encore.",
        "Politique de la ville : les maires réclament 200 millions d’euros.",
        "Sujet sensible, la réforme attendra.",
        "Les cookies de la marque ont été rappelés lundi par le fabricant.",
        "« Nous utilisons des données satellites », explique la chercheuse.",
        "Avec nos partenaires européens, nous avancerons.",
        "Le président a été entendu par l’AFP.",
        "Il a refusé de répondre, a-t-il dit à l’AFP.",
        "Lire un roman par semaine améliore le sommeil, selon une étude.",
        "Voir Venise et mourir : le vieux rêve des voyageurs a changé de prix.",
        "Gérer les déchets coûte cher aux communes.",
        "Image par image, le film raconte un siècle de travail.",
        "Le reste de la phrase est long. " * 12 + "JEAN TALVARD / AFP",
    ],
)
def test_sentences_that_resemble_noise_are_kept(line: str) -> None:
    assert not is_noise(line)
    assert not is_heading(line)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "breadcrumb",
            "fil-ariane",
            "cookie-consent",
            "newsletter-box",
            "js-newsletter",
            "article__related",
            "most-read",
        ),
        *(
            "wp-caption-text",
            "outbrain-widget",
            "pub",
            "ads",
            "social-share",
            "sharing-buttons",
            "paywall",
            "comments-area",
        ),
    ],
)
def test_names_of_boxes_are_known(name: str) -> None:
    assert is_box(f"col {name} x")


@pytest.mark.parametrize(
    "name",
    [
        "article-body",
        "entry-content",
        "republication",
        "adserved",
        "publication",
        "headlines",
        "texte",
        "menuiserie",
        "",
    ],
)
def test_other_names_are_left_alone(name: str) -> None:
    assert not is_box(name)

"""Pages of invented outlets, one for each way of building them, around articles whose paragraphs are known."""

from __future__ import annotations

from dataclasses import dataclass

BRIDGE_TITLE = "À Vernay, le vieux pont fermé pour au moins huit mois"
BRIDGE = (
    "La préfecture a annoncé mardi la fermeture du pont de pierre de Vernay, après la découverte de fissures dans "
    "deux de ses piles. Aucun véhicule ne pourra plus l’emprunter avant la fin des travaux, prévue en novembre.",
    "« Nous n’avions pas le choix », assure la maire, Hélène Castaing. Les ingénieurs ont mesuré un affaissement de "
    "4 centimètres en trois semaines, un rythme jugé incompatible avec le passage des autocars scolaires.",
    "Quelque 12 000 automobilistes traversent chaque jour la rivière à cet endroit. Ils devront rejoindre le viaduc "
    "de l’autoroute, à neuf kilomètres au nord, ce qui allongera les trajets d’une vingtaine de minutes.",
    "Les commerçants de la rive gauche redoutent de perdre leur clientèle. Leur association demande une navette "
    "gratuite et un dégrèvement de taxe foncière, que le conseil départemental dit vouloir examiner jeudi.",
    "Par ailleurs, une enquête doit établir pourquoi l’inspection de 2021 n’avait rien signalé. Le rapport complet "
    "sera rendu public au printemps.",
)
HARVEST_TITLE = "Les vendanges les plus précoces depuis trente ans en Haute-Serre"
HARVEST = (
    "Les premiers sécateurs ont claqué lundi à l’aube dans les vignes de Haute-Serre, douze jours plus tôt que "
    "l’an dernier. Jamais, depuis 1994, les vignerons n’avaient commencé avant la mi-août.",
    "La sécheresse du printemps a réduit la taille des grappes, mais le sucre est au rendez-vous. La chambre "
    "d’agriculture attend une récolte de 210 000 hectolitres, en recul de 18 %.",
    "Dans les caves, on s’organise autrement : la cueillette commence à quatre heures du matin pour que le raisin "
    "arrive frais au pressoir. « À midi, il fait déjà 35 degrés », raconte Lucien Vabre, vigneron à Montélac.",
    "Le syndicat de l’appellation réclame le droit d’irriguer plus longtemps. L’État a promis une réponse avant la "
    "fin du mois, sans dire si elle vaudrait pour l’année en cours.",
)


@dataclass(frozen=True)
class Sample:
    html: str
    title: str
    paragraphs: tuple[str, ...]


def paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


SEMANTIC = f"""<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{BRIDGE_TITLE} | Le Fanal</title>
<meta property="og:title" content="{BRIDGE_TITLE}"><meta property="og:site_name" content="Le Fanal"></head><body>
<header role="banner"><a href="/">Le Fanal</a><nav><ul><li><a href="/monde">Monde</a></li><li><a href="/eco">
Économie</a></li></ul></nav></header>
<nav aria-label="Fil d’Ariane"><ol><li><a href="/">Accueil</a></li><li><a href="/regions">Régions</a></li></ol></nav>
<main><article><h1>{BRIDGE_TITLE}</h1><p class="byline">Par Anne Rivoire</p>
<p>Publié le 11 mars 2025 à 18h30, mis à jour le 12 mars 2025 à 7h10</p>
<figure><img src="a.jpg" alt=""><figcaption>Le pont de pierre de Vernay, le 11 mars 2025, où les secours installent
des barrières devant la foule. JEAN TALVARD / AFP</figcaption></figure>
<p>{BRIDGE[0]}</p><p>{BRIDGE[1]}</p>
<aside><h2>Les plus lus</h2><p>Un chien retrouvé après douze ans d’absence dans un village du Morvan.</p></aside>
<h2>Un détour de vingt minutes</h2><p>{BRIDGE[2]}</p><p>{BRIDGE[3]}</p><p>{BRIDGE[4]}</p></article>
<section class="newsletter-box"><h3>Newsletter</h3><p>Chaque matin, recevez l’essentiel de l’actualité de votre
région dans votre boîte.</p><form><input name="mail"><button>Je m’abonne</button></form></section></main>
<footer><p>© Le Fanal 2025. Tous droits réservés.</p></footer></body></html>"""

SOUP = f"""<html><head><title>{HARVEST_TITLE} - L'Écho des Causses</title></head><body class="has-cookie-banner">
<div id="cookie-consent" class="popin"><div>Nous et nos 842 partenaires utilisons des cookies pour mesurer l’audience
et vous proposer des contenus adaptés à vos goûts.</div><div><a href="#">Tout accepter</a></div></div>
<div class="top"><div class="menu"><a href="/">Accueil</a> <a href="/sport">Sport</a></div></div>
<div class="ariane">Accueil &gt; Terroirs &gt; Vigne</div>
<div class="content newsletter-open"><div class="col1"><div class="titre"><h1>{HARVEST_TITLE}</h1></div>
<div class="photo"><img src="v.jpg">
<div class="legende">Une vigne de Montélac, mardi. Photo L’Écho/Pierre Sorbs</div></div>
<div class="texte"><div>{HARVEST[0]}<br><br>{HARVEST[1]}</div>
<div class="pub">Publicité</div>
<div>{HARVEST[2]}<br><br>{HARVEST[3]}</div></div>
<div class="outbrain-widget"><div>Contenus sponsorisés</div><div><a href="x">Ces montres dont tout le monde parle
changent la vie des retraités du quartier.</a></div></div></div>
<div class="col2 most-read"><div>Les plus lus</div><div><a href="/1">Le maire de Calvignac démissionne après une
nuit de discussions avec ses adjoints.</a></div></div></div></body></html>"""

WORDPRESS = f"""<!DOCTYPE html><html lang="fr-FR"><head><meta charset="UTF-8">
<title>{BRIDGE_TITLE} &#8211; La Gazette du Val</title></head>
<body class="post-template-default single single-post sidebar-right">
<div id="page" class="site">
<header id="masthead" class="site-header"><p class="site-title"><a href="/">La Gazette du Val</a></p></header>
<div id="primary" class="content-area"><main><article id="post-4512" class="post category-info tag-travaux">
<header class="entry-header"><h1 class="entry-title">{BRIDGE_TITLE}</h1><div class="entry-meta">12 mars 2025
<span class="byline">par <a href="/author/redac">La rédaction</a></span></div></header>
<div class="entry-content elementor-widget-text-editor"><p>{BRIDGE[0]}</p>
<div id="attachment_88" class="wp-caption aligncenter"><img src="p.jpg"><p class="wp-caption-text">Les fissures
mesurent jusqu’à trois millimètres, selon les ingénieurs venus sur place.</p></div>
<p>{BRIDGE[1]}</p>
<p><strong>Lire aussi : <a href="/x">Pourquoi les ponts anciens cèdent tous en même temps.</a></strong></p>
<p>{BRIDGE[2]}</p><p>{BRIDGE[3]}</p><p>{BRIDGE[4]}</p>
<div class="sharedaddy sd-sharing-enabled"><h3>Partager :</h3><ul><li><a href="#">Facebook</a></li></ul></div>
<div class="jp-relatedposts" id="related-posts"><h3>Articles similaires</h3><p>Le viaduc de l’autoroute fêtera ses
trente ans cet été avec une course à pied.</p></div></div></article>
<nav class="post-navigation"><a href="/y">Article précédent</a></nav>
<div id="comments" class="comments-area"><h2>3 commentaires</h2><ol><li><p>On l’avait bien dit à la réunion de
quartier, personne ne nous a écoutés, comme toujours.</p></li></ol></div></main></div></div></body></html>"""

LIVE = f"""<html lang="fr"><head><title>EN DIRECT - {HARVEST_TITLE}</title></head><body><main>
<h1>EN DIRECT - {HARVEST_TITLE}</h1><div class="live-feed">
<article class="post"><time>14h05</time><h3>La réponse de l’État</h3><p>{HARVEST[3]}</p>
<p>Partager sur Facebook</p></article>
<article class="post"><time>12h20</time><h3>La chaleur</h3><p>{HARVEST[2]}</p>
<p>Partager sur Facebook</p></article>
<article class="post"><time>10h00</time><h3>Les chiffres</h3><p>{HARVEST[1]}</p></article>
<article class="post"><time>7h45</time><h3>C’est parti</h3><p>{HARVEST[0]}</p>
<p>Suivez-nous sur les réseaux sociaux pour ne rien manquer de ce direct.</p></article></div>
<section><h2>À la une</h2><ul><li><a href="/1">Grève des trains : ce qui roule vendredi</a></li>
<li><a href="/2">Le musée rouvre ses portes après deux ans de travaux</a></li></ul></section></main></body></html>"""

READ_ALSO = f"""<html><head><meta charset="utf-8"><meta property="og:title" content="{BRIDGE_TITLE} - Rive Sud">
</head><body>
<article><div class="article__headings"><h1>Rive Sud</h1></div><div class="article__body">
<p>{BRIDGE[0]}</p><p>{BRIDGE[1]}</p>
<h3>À lire aussi</h3><ul><li><a href="/1">Pourquoi les ponts anciens inquiètent les ingénieurs ?</a></li>
<li><a href="/2">Le viaduc de l’autoroute fermé trois nuits.</a></li></ul>
<p>{BRIDGE[2]}</p>
<p>Sur le même sujet</p><p>Faut-il démolir les vieux ponts ?</p><p>Notre enquête sur les piles fissurées.</p>
<p>{BRIDGE[3]}</p><p>&gt;&gt; Voir aussi : nos images du pont vu du ciel, filmées par un drone.</p><p>{BRIDGE[4]}</p>
<p>A.R. avec AFP</p><p>Suivez toute l’actualité de la Rive Sud sur notre application.</p>
<p>Mots-clés : pont, travaux, Vernay</p></div></article></body></html>"""

PAYWALL = f"""<html><head><title>{HARVEST_TITLE} | Le Sillon</title></head><body><div class="page premium-layout">
<div class="breadcrumb"><a href="/">Le Sillon</a> &gt; <a href="/v">Vigne</a></div><h1>{HARVEST_TITLE}</h1>
<p class="meta">Temps de lecture : 4 min</p><div class="article-content">{paragraphs(HARVEST)}
<p>Il vous reste 63 % de cet article à lire. La suite est réservée aux abonnés.</p></div>
<div class="paywall"><p>Déjà abonné ? Connectez-vous pour retrouver votre lecture là où vous l’aviez laissée.</p></div>
<div class="inscription"><p>En vous inscrivant, vous acceptez nos conditions générales et notre charte de protection
des données personnelles.</p></div></div></body></html>"""

SHORT = f"""<html><body><h1>{HARVEST_TITLE}</h1><p>{HARVEST[0]}</p><p>Crédit photo : Le Sillon</p></body></html>"""

TABLES = f"""<html><head><title>{BRIDGE_TITLE}</title></head><body><table class="layout"><tr><td class="nav">
<a href="/">Accueil</a></td><td><h1>{BRIDGE_TITLE}</h1><p>{BRIDGE[0]}</p><p>{BRIDGE[1]}</p>
<p><i>Photo : archives Le Fanal</i></p>
<p>{BRIDGE[2]}</p><p>{BRIDGE[3]}</p><p>{BRIDGE[4]}</p></td></tr></table></body></html>"""

UNNAMED = f"""<html><head><title>{HARVEST_TITLE}</title></head><body><div><div role="dialog" class="popin-cookies">
<p>Avec votre accord, nous stockons des informations sur votre appareil. {" ".join(BRIDGE)} {" ".join(BRIDGE)}</p></div>
<div class="x1"><h1>{HARVEST_TITLE}</h1>{paragraphs(HARVEST[:2])}
<div class="x2"><div><h3>Sur le même sujet</h3></div><div><p>Les vignes de la vallée voisine ont souffert du gel au
mois d’avril et leurs propriétaires réclament une aide de l’État.</p></div></div>{paragraphs(HARVEST[2:])}</div>
<div class="x3"><strong>Contenus sponsorisés</strong><p>Cette pompe à chaleur étonne les voisins de Lucien, qui a divisé
sa facture par trois en un seul hiver grâce à une aide méconnue.</p></div>
<section><h2>À la une</h2><article><h3>Le tunnel rouvre</h3><p>Après deux ans de travaux, le tunnel de la Combe a
rouvert mercredi matin devant une foule venue en nombre.</p></article></section></div></body></html>"""

SAMPLES = {
    "boxes without names": Sample(UNNAMED, HARVEST_TITLE, HARVEST),
    "semantic html5": Sample(SEMANTIC, BRIDGE_TITLE, BRIDGE),
    "div soup": Sample(SOUP, HARVEST_TITLE, HARVEST),
    "wordpress": Sample(WORDPRESS, BRIDGE_TITLE, BRIDGE),
    "live blog": Sample(LIVE, f"EN DIRECT - {HARVEST_TITLE}", HARVEST[::-1]),
    "read also inside": Sample(READ_ALSO, BRIDGE_TITLE, BRIDGE),
    "paywall and forms": Sample(PAYWALL, HARVEST_TITLE, HARVEST),
    "very short": Sample(SHORT, HARVEST_TITLE, HARVEST[:1]),
    "layout in tables": Sample(TABLES, BRIDGE_TITLE, BRIDGE),
}

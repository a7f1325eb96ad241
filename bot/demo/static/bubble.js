// One message as a bubble: who, what is answered, file, text, time, buttons.

import { formatted, make, safe } from "/format.js";

const QUOTED = 90; // characters of an answered message that are shown above its answer

/** The bubble of a post. `room` tells what surrounds it and what can be done: see `page.js`. */
export function bubble(post, room) {
  const mine = !post.from_bot && post.sender_id === room.user;
  const side = post.from_bot ? "theirs bot" : mine ? "mine" : "theirs";
  const box = make("div", { class: "bubble" },
    room.group && !mine ? make("p", { class: "sender" }, post.sender) : null,
    quoted(room.find(post.reply_to)),
    file(post),
    post.text ? text(post, room) : null,
    meta(post, room));
  return make("article", { class: `post ${side}`, "data-post": post.id, "aria-label": `${mine ? "Vous" : post.sender}, ${post.time}` },
    box, post.buttons.length ? keyboard(post, room) : null);
}

/** What stands in a conversation before the first message. */
export function invitation(seat, says) {
  const isAlone = !seat.group && !seat.toRead;
  const chips = seat.samples.map((word) => chip("", word, () => says(word)));
  const or = isAlone ? "ou écrivez, par exemple" : "Par exemple";
  return make("div", { class: "invitation" },
    make("h3", {}, isAlone ? `Bonjour, ${seat.name}` : seat.name),
    make("p", {}, seat.invitation),
    isAlone ? chip("start", "Démarrer", () => says("/start")) : null,
    chips.length ? make("p", { class: "or" }, or) : null,
    make("div", { class: "samples" }, ...chips));
}

function chip(name, words, does) {
  const element = make("button", { type: "button", class: name || null }, words);
  element.addEventListener("click", does);
  return element;
}

/** What a message says in few words, as above an answer. */
export function summary(post) {
  const words = (post.text || post.file?.name || "").replace(/\s+/g, " ");
  return words.length > QUOTED ? `${words.slice(0, QUOTED).trimEnd()}…` : words;
}

/** Take the button away from folded quotations that hide nothing; once the bubble stands in the page. */
export function measure(element) {
  for (const body of element.querySelectorAll(".folded")) {
    body.nextElementSibling.hidden = body.scrollHeight <= body.clientHeight + 2;
  }
}

function text(post, room) {
  const lang = post.from_bot && room.language !== "fr" ? room.language : null;
  return make("div", { class: "text", lang }, formatted(post.text, post.entities, room.says));
}

function quoted(post) {
  if (!post) return null;
  return make("p", { class: "quoted" }, make("b", {}, post.from_bot ? "Vigie" : post.sender), " ", summary(post));
}

function meta(post, room) {
  const line = make("p", { class: "meta" });
  if (post.from_bot && (room.group || post.ask)) {
    const answer = make("button", { type: "button", class: "answer" }, "Répondre");
    answer.addEventListener("click", () => room.replies(post));
    line.append(answer);
  }
  if (post.silent) line.append(make("span", {}, "sans son"));
  if (post.edited_at) line.append(make("span", {}, "modifié"));
  line.append(make("time", { datetime: post.at }, post.time));
  return line;
}

function file(post) {
  if (!post.file) return null;
  const address = `/page/files/${encodeURIComponent(post.file.id)}`;
  if (post.file.kind === "photo") {
    const picture = make("img", { src: address, alt: post.text ? summary(post) : "Image", width: post.file.width, height: post.file.height });
    return make("a", { class: "photo", href: address, target: "_blank", rel: "noopener", "aria-label": "Voir l’image en grand" }, picture);
  }
  return make("a", { class: "file", href: address, download: post.file.name },
    make("span", { class: "sheet", "aria-hidden": "true" }),
    make("span", {}, make("b", {}, post.file.name), make("small", {}, `${post.file.size}, télécharger`)));
}

function keyboard(post, room) {
  const rows = post.buttons.map((row) => make("div", { class: "row" }, ...row.map((one) => button(post, one, room))));
  return make("div", { class: "keyboard", role: "group", "aria-label": "Boutons du message" }, ...rows);
}

function button(post, one, room) {
  if (!one.callback_data) return linked(one, room);
  const waits = room.waiting.has(`${post.id} ${one.callback_data}`);
  const element = make("button", { type: "button", "data-action": one.callback_data, class: waits ? "waits" : null, "aria-busy": waits ? "true" : null }, one.text);
  element.addEventListener("click", () => room.presses(post, one, element));
  return element;
}

// A deep link to this very bot is followed here, as a client does; everything else opens beside the page.
function linked(one, room) {
  const deep = room.deepLink(one.url);
  if (deep !== null) {
    const element = make("button", { type: "button" }, one.text);
    element.addEventListener("click", () => room.says(`/start ${deep}`.trim()));
    return element;
  }
  return make("a", { href: safe(one.url), target: "_blank", rel: "noopener noreferrer", class: "out" }, one.text);
}

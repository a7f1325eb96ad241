// The page: one stream of events in (`/page/events`), a few acts out, and the conversation that is looked at.

import { bubble, invitation, measure, summary } from "/bubble.js";
import { make } from "/format.js";
import { Keys } from "/keys.js";
import { Menu } from "/menu.js";
import "/theme.js";

const $ = (id) => document.getElementById(id);
const log = $("log");
const field = $("field");
const state = { run: null, seats: [], chats: new Map(), seat: null, user: null, reply: null, read: new Map(), waiting: new Map(), answers: {}, bot: "" };
const menu = new Menu(says);
const keys = new Keys(says, (channel, request) => post("share", { chat: state.seat.chat, user: state.user, channel, request }));

// --- what comes in

const stream = new EventSource("/page/events");
stream.addEventListener("message", (event) => take(JSON.parse(event.data)));
stream.addEventListener("error", () => tellAbout("La démonstration ne répond plus."));

function take(news) {
  if (state.run !== null && state.run !== news.run) return location.reload();
  const first = state.run === null;
  Object.assign(state, { run: news.run, seats: news.seats, busy: news.busy, moving: news.moving, bot: news.bot.username });
  for (const post of news.messages) chat(post.chat_id).set(post.id, post);
  Object.assign(state.answers, news.answers);
  showClock(news.clock);
  state.seat = state.seats.find((seat) => seat.slug === state.seat?.slug) ?? null; // as it is now: menus and keys change
  if (first) look(seatAsked());
  else update(news.messages.filter((post) => post.chat_id === state.seat.chat));
  settleTaps(news.busy.length === 0);
  showSeats();
  offer();
  tellAbout();
  if (news.trouble && news.trouble !== state.trouble) toast(news.trouble);
  state.trouble = news.trouble;
  document.body.dataset.ready = news.busy.length || news.moving ? "no" : "yes";
}

const chat = (id) => state.chats.get(id) ?? state.chats.set(id, new Map()).get(id);

const speaker = () => state.seat.speakers.find((one) => one.id === state.user);

// What can be said here, by whoever speaks now.
function offer() {
  const { toRead } = state.seat;
  $("to-read").hidden = toRead === "";
  $("to-read").textContent = toRead;
  document.querySelector(".line").hidden = toRead !== "";
  menu.offer(speaker().menu);
  keys.show(state.seat.keys, speaker().channels);
}

function seatAsked() {
  const slug = location.hash.slice(1);
  return state.seats.find((seat) => seat.slug === slug) ?? state.seats[0];
}

// --- what is shown

function look(seat) {
  state.seat = seat;
  state.user = seat.speakers[0].id;
  if (location.hash.slice(1) !== seat.slug) history.replaceState(null, "", `#${seat.slug}`);
  $("name").textContent = seat.name;
  $("as").hidden = seat.speakers.length < 2;
  $("speaker").replaceChildren(...seat.speakers.map((one) => make("option", { value: one.id }, one.name)));
  reply(null);
  menu.close();
  offer();
  showAll();
  showSeats();
  tellAbout();
}

function showAll() {
  log.setAttribute("aria-live", "off"); // what was said before is not news
  log.replaceChildren();
  const posts = standing();
  if (posts.length === 0) log.append(invitation(state.seat, says));
  posts.forEach(append);
  measure(log);
  log.scrollTop = log.scrollHeight;
  markRead();
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
}

const standing = () => [...chat(state.seat.chat).values()].filter((post) => !post.deleted).sort((a, b) => a.id - b.id);

function append(post) {
  const last = [...log.querySelectorAll(".day")].at(-1);
  if (last?.textContent !== post.day) log.append(make("p", { class: "day" }, post.day));
  log.append(bubble(post, room()));
}

// New messages are appended, changed ones replaced where they stand, with the focus kept on the same button.
function update(posts) {
  const atEnd = isAtEnd();
  const fresh = [];
  for (const post of posts) {
    const old = log.querySelector(`[data-post="${post.id}"]`);
    if (post.deleted) old?.remove();
    else if (old) replace(old, post);
    else fresh.push(post);
  }
  if (fresh.length === 0) return;
  const invited = log.querySelector(".invitation");
  if (invited?.contains(document.activeElement)) log.focus({ preventScroll: true }); // who began by keyboard goes on here
  invited?.remove();
  fresh.sort((a, b) => a.id - b.id).forEach(append);
  measure(log);
  if (atEnd || fresh.some((post) => post.sender_id === state.user)) reveal(fresh);
  else $("down").hidden = false;
  markRead();
  // A question opens the field of whoever wrote what it answers, and nobody else's.
  const asked = fresh.findLast((post) => post.ask && (chat(post.chat_id).get(post.reply_to)?.sender_id ?? state.user) === state.user);
  if (asked) reply(asked);
}

function replace(old, post) {
  const buttons = [...old.querySelectorAll("a, button")];
  const place = buttons.indexOf(document.activeElement);
  const action = document.activeElement?.dataset?.action;
  const fresh = bubble(post, room());
  old.replaceWith(fresh);
  measure(fresh);
  if (place < 0) return;
  const same = [...fresh.querySelectorAll("button")].find((one) => action && one.dataset.action === action);
  (same ?? fresh.querySelectorAll("a, button")[place] ?? fresh.querySelector("a, button") ?? field).focus({ preventScroll: true });
}

const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 40;

// The end of what is new, unless that would hide its beginning: a long digest is read from its first line.
function reveal(fresh) {
  const first = log.querySelector(`[data-post="${(fresh.find((post) => post.from_bot) ?? fresh[0]).id}"]`);
  const top = first.offsetTop - log.offsetTop - 56;
  log.scrollTop = Math.min(log.scrollHeight, Math.max(0, top));
  if (log.scrollHeight - top <= log.clientHeight) log.scrollTop = log.scrollHeight;
  $("down").hidden = isAtEnd();
}

function room() {
  const posts = chat(state.seat.chat);
  return {
    user: state.user, group: state.seat.group, language: state.seat.language, waiting: new Set(state.waiting.values()),
    find: (id) => posts.get(id), says, replies: reply, presses, deepLink,
  };
}

function deepLink(url) {
  const found = /^https:\/\/t\.me\/(\w+)\?start=([\w-]*)$/.exec(url ?? "");
  return found && found[1] === state.bot ? found[2] : null;
}

function showSeats() {
  const rows = state.seats.map((seat) => {
    const read = state.read.get(seat.chat) ?? 0;
    const unread = [...chat(seat.chat).values()].filter((post) => post.from_bot && !post.deleted && post.id > read).length;
    const told = unread ? `, ${unread} ${unread > 1 ? "non lus" : "non lu"}` : "";
    return [seat.slug, seat.name, seat.about, unread, told, seat === state.seat || seat.chat === state.seat.chat];
  });
  if ($("seats").dataset.shown === JSON.stringify(rows)) return;
  $("seats").dataset.shown = JSON.stringify(rows);
  const focused = document.activeElement?.dataset?.seat;
  $("seats").replaceChildren(...rows.map(([slug, name, about, unread, told, current]) => {
    const count = unread ? make("span", { class: "unread", "aria-hidden": "true" }, String(unread)) : null;
    const button = make("button", { type: "button", "data-seat": slug, "aria-current": current ? "true" : null, "aria-label": `${name}, ${about}${told}` },
      make("span", { class: "who" }, name), make("small", {}, about), count);
    button.addEventListener("click", () => look(state.seats.find((seat) => seat.slug === slug)));
    return make("li", {}, button);
  }));
  if (focused) document.querySelector(`[data-seat="${focused}"]`).focus();
}

function markRead() {
  state.read.set(state.seat.chat, Math.max(0, ...chat(state.seat.chat).keys()));
}

function showClock(clock) {
  $("day").textContent = clock.day;
  $("year").textContent = clock.year;
  $("time").textContent = clock.time;
  $("morning").textContent = clock.morning;
  $("morning").setAttribute("aria-label", `Avancer l’horloge\u00a0: ${clock.morning}`);
  for (const button of document.querySelectorAll(".moves button")) button.setAttribute("aria-disabled", String(state.moving));
}

function tellAbout(trouble = "") {
  if (!state.seat) return;
  const writes = state.busy?.includes(state.seat.chat);
  const words = trouble || (writes ? "Vigie écrit…" : state.moving ? "le temps passe…" : state.seat.about);
  if ($("about").textContent !== words) $("about").textContent = words;
}

// --- what is done

async function post(act, body) {
  const answer = await fetch(`/page/${act}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).catch(() => null);
  if (!answer?.ok && answer?.status !== 409) toast("Cela n’a pas pu être envoyé.");
  return answer?.ok ? answer.json() : null;
}

function says(text) {
  post("say", { chat: state.seat.chat, user: state.user, text, reply_to: state.reply?.id });
  reply(null);
}

async function presses(message, one, element) {
  const key = `${message.id} ${one.callback_data}`;
  if ([...state.waiting.values()].includes(key)) return;
  const pending = Symbol(key);
  state.waiting.set(pending, key);
  element.classList.add("waits");
  element.setAttribute("aria-busy", "true");
  const told = await post("press", { chat: state.seat.chat, user: state.user, post: message.id, action: one.callback_data });
  state.waiting.delete(pending);
  if (told) state.waiting.set(told.query, key);
  settleTaps();
}

// A tap waits until it is answered, or until the bot has nothing more to do.
function settleTaps(atRest = false) {
  for (const [query, key] of state.waiting) {
    if (typeof query !== "string") continue;
    const answer = state.answers[query];
    if (!answer && !atRest) continue;
    state.waiting.delete(query);
    const [id, action] = [key.slice(0, key.indexOf(" ")), key.slice(key.indexOf(" ") + 1)];
    for (const element of log.querySelectorAll(`[data-post="${id}"] .waits`)) {
      if (element.dataset.action !== action) continue;
      element.classList.remove("waits");
      element.removeAttribute("aria-busy");
    }
    if (answer?.text) (answer.alert ? popUp : toast)(answer.text);
  }
}

function popUp(text) {
  $("alert-text").textContent = text;
  if (!$("alert").open) $("alert").showModal();
}

let fading = 0;
function toast(text) {
  $("toast").textContent = text;
  $("toast").classList.add("shown");
  clearTimeout(fading);
  fading = setTimeout(() => $("toast").classList.remove("shown"), 5000);
}

function reply(message) {
  state.reply = message;
  $("reply").hidden = message === null;
  if (message === null) return;
  $("reply").querySelector("p").textContent = `En réponse à\u00a0: ${summary(message)}`;
  field.focus({ preventScroll: true });
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  menu.close();
  field.value = "";
  if (text) says(text);
  field.focus();
});

field.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (!event.shiftKey && menu.takes(event.key)) return event.preventDefault();
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    $("composer").requestSubmit();
  } else if (event.key === "Escape") reply(null);
});

$("reply").querySelector("button").addEventListener("click", () => { reply(null); field.focus(); });
$("speaker").addEventListener("change", () => { state.user = Number($("speaker").value); reply(null); offer(); showAll(); });
$("down").addEventListener("click", () => { log.scrollTop = log.scrollHeight; $("down").hidden = true; log.focus(); });
log.addEventListener("scroll", () => { if (isAtEnd()) $("down").hidden = true; });
window.addEventListener("hashchange", () => { if (state.run !== null && seatAsked() !== state.seat) look(seatAsked()); });
for (const button of document.querySelectorAll(".moves button")) {
  button.addEventListener("click", () => { if (!state.moving) post("move", { to: button.dataset.to }); });
}

$("attach").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", async () => {
  const [file] = $("file").files;
  if (!file) return;
  const where = new URLSearchParams({ chat: state.seat.chat, user: state.user, name: file.name });
  const answer = await fetch(`/page/send?${where}`, { method: "POST", body: file }).catch(() => null);
  if (!answer?.ok) toast("Ce fichier n’a pas pu être envoyé.");
  $("file").value = "";
  field.focus();
});

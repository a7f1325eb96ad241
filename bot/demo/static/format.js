// Telegram's texts and entities as DOM nodes: built one by one, never from HTML. Offsets count UTF-16 units, as
// strings do here.

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
// What a client marks by itself in any text: addresses, and commands to tap.
const MARKED = /(https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)…])|(?<![\p{L}\p{N}\/@.])(\/[a-z0-9_]{1,32})(?![\p{L}\p{N}\/])/gu;

/** A text with its entities; `says` is called with a command that is tapped. */
export function formatted(text, entities, says) {
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, entities, says);
  return fragment;
}

/** An element with attributes and children; those that are null are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A link that leads out of the page, or null where the address is of no kind that a chat opens. */
export function safe(url) {
  try {
    return ["http:", "https:", "mailto:"].includes(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}

function fill(parent, text, start, end, entities, says) {
  let at = start;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || stop <= entity.offset) continue;
    const inside = entities.slice(i + 1).filter((other) => other.offset < stop);
    parent.append(...plain(text.slice(at, entity.offset), says));
    const element = open(entity, text.slice(entity.offset, stop), says);
    fill(element.body ?? element, text, entity.offset, stop, inside, says);
    parent.append(element);
    at = stop;
    if (element.tagName === "BLOCKQUOTE" && text[at] === "\n") at += 1; // a block ends its own line
  }
  parent.append(...plain(text.slice(at, end), says));
}

function open(entity, text, says) {
  if (entity.type === "text_link") return link(entity.url, entity.shown);
  if (entity.type === "spoiler") return spoiler();
  if (entity.type === "bot_command") return command(text, says);
  const element = make(TAGS[entity.type] ?? "span");
  if (entity.type === "expandable_blockquote") expandable(element);
  return element;
}

function link(url, shown) {
  return safe(url) === null
    ? make("span")
    : make("a", { href: url, title: shown ?? url, target: "_blank", rel: "noopener noreferrer" });
}

function command(text, says) {
  const element = make("button", { type: "button", class: "command" });
  element.addEventListener("click", () => says(text));
  return element;
}

function spoiler() {
  const element = make("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Texte masqué" });
  const show = () => {
    for (const name of ["role", "tabindex", "aria-label"]) element.removeAttribute(name);
    element.classList.add("shown");
  };
  element.addEventListener("click", show);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    show();
  });
  return element;
}

// The text lies in a box of three lines; its button is hidden by `measure` where nothing is cut.
function expandable(element) {
  const body = make("div", { class: "folded" });
  const button = make("button", { type: "button", class: "unfold", "aria-expanded": "false" }, "Tout lire");
  button.addEventListener("click", () => {
    const opened = body.classList.toggle("folded") === false;
    button.setAttribute("aria-expanded", String(opened));
    button.textContent = opened ? "Replier" : "Tout lire";
  });
  element.append(body, button);
  element.body = body;
}

function plain(text, says) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(MARKED)) {
    nodes.push(text.slice(at, found.index));
    const element = found[1] ? link(found[1]) : command(found[2], says);
    element.append(found[0]);
    nodes.push(element);
    at = found.index + found[0].length;
  }
  nodes.push(text.slice(at));
  return nodes.filter((node) => node !== "");
}

// The keys below the text field, as the last message that brought some asks for them: each says its label, or opens
// Telegram's list of the channels that one administers.

import { make } from "/format.js";

const field = document.querySelector("#field");
const place = document.querySelector("#keys");
const dialog = document.querySelector("#channels");

export class Keys {
  constructor(says, shares) {
    this.says = says;
    this.shares = shares;
    dialog.addEventListener("close", () => (place.querySelector("button") ?? field).focus());
  }

  /** The keys of a conversation, for somebody with these channels. */
  show(rows, channels) {
    const told = JSON.stringify([rows, channels]);
    if (place.dataset.shown === told) return;
    place.dataset.shown = told;
    const had = place.contains(document.activeElement);
    place.replaceChildren(...rows.map((row) => make("div", { class: "row" }, ...row.map((key) => this.key(key, channels)))));
    place.hidden = rows.length === 0;
    if (had) field.focus();
  }

  key(key, channels) {
    const asks = key.request !== null;
    const button = make("button", { type: "button", "aria-haspopup": asks ? "dialog" : null }, key.text);
    button.addEventListener("click", () => (asks ? this.choose(key, channels) : this.says(key.text)));
    return button;
  }

  choose(key, channels) {
    const choices = channels.map((channel) => {
      const choice = make("button", { type: "button" }, channel.title);
      choice.addEventListener("click", () => {
        this.shares(channel.id, key.request);
        dialog.close();
      });
      return make("li", {}, choice);
    });
    dialog.querySelector("h3").textContent = choices.length ? "Vos canaux" : "Vous n’administrez aucun canal.";
    dialog.querySelector("ul").replaceChildren(...choices);
    dialog.showModal();
  }
}

// The list of commands above the text field: opened by « / », by its button or by typing a slash; arrows choose, Enter
// sends, Tab writes the command into the field, Escape closes.

import { make } from "/format.js";

const field = document.querySelector("#field");
const list = document.querySelector("#commands");
const opener = document.querySelector("#open");

export class Menu {
  constructor(says) {
    this.says = says;
    this.commands = [];
    this.shown = [];
    this.chosen = -1;
    opener.addEventListener("click", () => (list.hidden ? this.toggle() : this.close()));
    field.addEventListener("input", () => this.follow());
    document.addEventListener("pointerdown", (event) => {
      if (!event.target.closest("#composer")) this.close();
    });
  }

  /** The commands that whoever speaks now may see. */
  offer(commands) {
    if (JSON.stringify(commands) === JSON.stringify(this.commands)) return;
    this.commands = commands;
    if (!list.hidden) this.follow();
  }

  toggle() {
    this.show(this.commands);
    field.focus();
  }

  /** Show what begins as the field does. */
  follow() {
    const typed = field.value;
    if (!/^\/[\p{L}\p{N}_]*$/u.test(typed)) return this.close();
    this.show(this.commands.filter((one) => one.command.startsWith(typed.slice(1).toLowerCase())));
  }

  show(commands) {
    this.shown = commands;
    list.replaceChildren(...commands.map((one, i) => this.row(one, i)));
    list.hidden = commands.length === 0;
    opener.setAttribute("aria-expanded", String(!list.hidden));
    this.choose(commands.length ? 0 : -1);
    list.scrollTop = 0;
  }

  row(one, i) {
    const row = make("div", { role: "option", id: `command-${i}`, "aria-selected": "false" },
      make("b", {}, `/${one.command}`), make("span", {}, one.description));
    row.addEventListener("click", () => this.send(i));
    return row;
  }

  choose(i) {
    list.children[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = i;
    list.children[i]?.setAttribute("aria-selected", "true");
    list.children[i]?.scrollIntoView({ block: "nearest" });
    if (i >= 0 && !list.hidden) field.setAttribute("aria-activedescendant", `command-${i}`);
    else field.removeAttribute("aria-activedescendant");
  }

  close() {
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  send(i) {
    const command = `/${this.shown[i].command}`;
    this.close();
    field.value = "";
    field.focus();
    this.says(command);
  }

  /** Whether the key was for the list. */
  takes(key) {
    if (list.hidden || this.chosen < 0) return false;
    const last = this.shown.length - 1;
    if (key === "ArrowDown") this.choose(this.chosen === last ? 0 : this.chosen + 1);
    else if (key === "ArrowUp") this.choose(this.chosen === 0 ? last : this.chosen - 1);
    else if (key === "Enter") this.send(this.chosen);
    else if (key === "Escape") this.close();
    else if (key === "Tab") this.write();
    else return false;
    return true;
  }

  write() {
    field.value = `/${this.shown[this.chosen].command} `;
    this.close();
  }
}

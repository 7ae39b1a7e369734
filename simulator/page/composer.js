// The lower end of a phone: typing field, commands, attachments, voice and the reply keyboard.
import { button, el } from "./dom.js";
import { askFiles, askVoice } from "./dialogs.js";
import { summary } from "./bubble.js";
import { icon } from "./icons.js";

/** The composer of one phone; `actions` sends, edits and uploads. */
export class Composer {
  constructor(label, actions) {
    this.actions = actions;
    this.commands = [];
    this.context = null;
    this.draw(label);
  }

  draw(label) {
    this.field = el("textarea", { rows: "1", maxlength: "20000", placeholder: "Tulis pesan", "aria-label": `Tulis pesan sebagai ${label}` });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", () => this.typed());
    this.picker = el("input", { type: "file", multiple: true, hidden: true, "aria-label": `Pilih berkas untuk ${label}` });
    this.picker.addEventListener("change", () => this.picked([...this.picker.files]));
    this.menuButton = button(icon("commands"), () => this.toggleCommands(), { class: "icon-button menu", "aria-label": "Menu perintah", "aria-expanded": "false" });
    this.keyboardButton = button(icon("keyboard"), () => this.toggleKeyboard(), { class: "icon-button", "aria-label": "Tampilkan atau sembunyikan papan tombol", hidden: true });
    this.voiceButton = button(icon("voice"), () => askVoice((file) => this.actions.files([file], { kind: "voice" })), { class: "icon-button", "aria-label": "Pesan suara" });
    this.sendButton = button(icon("send"), () => this.send(), { class: "icon-button send", "aria-label": "Kirim", hidden: true });
    this.list = el("ul", { class: "commands", hidden: true, "aria-label": "Perintah" });
    this.bar = el("div", { class: "context", hidden: true });
    this.keyboard = el("div", { class: "reply-keyboard", role: "group", "aria-label": "Papan tombol", hidden: true });
    this.node = el(
      "div",
      { class: "composer" },
      this.list,
      this.bar,
      el("div", { class: "entry" }, this.menuButton, button(icon("attach"), () => this.picker.click(), { class: "icon-button", "aria-label": "Lampirkan berkas" }), this.picker, this.field, this.keyboardButton, this.voiceButton, this.sendButton),
      this.keyboard,
    );
  }

  show(chat) {
    this.commands = chat.commands;
    this.menuButton.hidden = !chat.commands.length;
    if (!this.list.hidden) this.drawCommands();
    this.field.placeholder = chat.keyboard_options.input_field_placeholder || "Tulis pesan";
    const key = JSON.stringify(chat.keyboard);
    if (key === this.shownKeyboard) return;
    this.shownKeyboard = key;
    this.keyboardButton.hidden = !chat.keyboard;
    this.keyboard.hidden = !chat.keyboard;
    this.keyboard.replaceChildren(...(chat.keyboard || []).map((row) =>
      el("div", { class: "row" }, row.map((label) => button(label, () => this.actions.press(label)))),
    ));
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      this.leave();
      this.list.hidden = true;
    }
  }

  typed() {
    const text = this.field.value;
    this.sendButton.hidden = !text.trim();
    this.voiceButton.hidden = !!text.trim();
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 140)}px`;
    const asks = /^\/[a-z0-9_]*$/i.test(text) && this.commands.length > 0;
    this.list.hidden = !asks;
    if (asks) this.drawCommands(text.slice(1).toLowerCase());
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    const context = this.context;
    this.field.value = "";
    this.leave();
    this.typed();
    if (context?.edits) await this.actions.change(context.message, text);
    else await this.actions.write(text, context?.message.message_id);
  }

  reply(message) {
    this.enter({ message, edits: false }, "Membalas", summary(message));
  }

  edit(message) {
    this.enter({ message, edits: true }, "Mengubah pesan", summary(message));
    this.field.value = message.text ?? message.caption ?? "";
    this.typed();
  }

  enter(context, title, text) {
    this.context = context;
    this.bar.hidden = false;
    this.bar.replaceChildren(el("div", {}, el("strong", {}, title), el("span", {}, text)), button(icon("close"), () => this.leave(true), { class: "icon-button", "aria-label": "Batal" }));
    this.field.focus();
  }

  leave(clears = false) {
    if (clears && this.context?.edits) {
      this.field.value = "";
      this.typed();
    }
    this.context = null;
    this.bar.hidden = true;
  }

  toggleCommands() {
    this.list.hidden = !this.list.hidden;
    this.menuButton.setAttribute("aria-expanded", String(!this.list.hidden));
    if (!this.list.hidden) this.drawCommands();
  }

  drawCommands(start = "") {
    const fitting = this.commands.filter((one) => one.command.startsWith(start));
    this.list.replaceChildren(...fitting.map((one) => el("li", {}, button([el("strong", {}, `/${one.command}`), el("span", {}, one.description)], () => this.command(one.command)))));
    this.list.hidden = !fitting.length;
  }

  command(name) {
    this.list.hidden = true;
    this.field.value = "";
    this.typed();
    this.actions.write(`/${name}`);
  }

  toggleKeyboard() {
    this.keyboard.hidden = !this.keyboard.hidden;
  }

  picked(files) {
    this.picker.value = "";
    if (files.length) askFiles(files.slice(0, 10), (choice) => this.actions.files(files.slice(0, 10), choice));
  }
}

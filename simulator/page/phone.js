// One phone: a person's chat with the bot, kept up to date from the journal.
import { get, post, upload } from "./api.js";
import { bubble, summary } from "./bubble.js";
import { Composer } from "./composer.js";
import { view } from "./dialogs.js";
import { button, el } from "./dom.js";
import { fullDate, hue, initials } from "./format.js";
import { icon } from "./icons.js";

const ACTIONS = { typing: "sedang mengetik…", upload_document: "sedang mengirim berkas…", upload_photo: "sedang mengirim foto…", record_voice: "sedang merekam suara…", upload_voice: "sedang mengirim suara…" };

export class Phone {
  constructor(person, onClose) {
    this.person = person;
    this.chatId = person.id;
    this.messages = new Map();
    this.nodes = new Map();
    this.n = 0;
    this.fresh = 0;
    this.stays = true;
    this.draw(onClose);
    this.reset();
  }

  get name() {
    return [this.person.first_name, this.person.last_name].filter(Boolean).join(" ");
  }

  draw(onClose) {
    this.state = el("span", { class: "state", role: "status" });
    this.tabs = el("div", { class: "tabs", role: "tablist", hidden: true });
    this.pinned = button("", () => this.jump(this.pinnedId), { class: "pinned", hidden: true });
    this.list = el("ol", { class: "messages", "aria-live": "polite", "aria-label": `Percakapan ${this.name}` });
    this.scroller = el("div", { class: "scroller", tabindex: "0", "aria-label": `Isi percakapan ${this.name}`, role: "region" }, this.list);
    this.scroller.addEventListener("scroll", () => this.scrolled());
    // Pictures grow when they arrive: whoever was at the end stays there.
    new ResizeObserver(() => this.stays && this.toEnd()).observe(this.list);
    this.below = button("↓", () => this.toEnd(), { class: "below", hidden: true, "aria-label": "Ke pesan terbaru" });
    this.notices = el("div", { class: "notices", role: "status" });
    this.composer = new Composer(this.name, {
      write: (text, replyTo) => this.try(() => this.act("text", { text, reply_to: replyTo })),
      change: (message, text) => this.try(() => this.act("edit", { message_id: message.message_id, text })),
      press: (label) => this.try(() => this.act("press", { label })),
      files: (files, choice) => this.sendFiles(files, choice),
    });
    this.note = el("span", { class: "note" }, this.person.note || "");
    const avatar = el("span", { class: "avatar", "aria-hidden": "true" }, initials(this.name));
    avatar.style.setProperty("--hue", hue(this.person.id));
    this.node = el(
      "section",
      { class: "phone", "aria-label": `Ponsel ${this.name}`, dataset: { person: this.person.id } },
      el("header", { class: "phone-head" }, avatar, el("div", { class: "who" }, el("h2", {}, this.name), this.note, this.state), button(icon("more"), (event) => this.menu(event, this.headEntries()), { class: "icon-button", "aria-label": "Pilihan ponsel", "aria-haspopup": "menu" }), button(icon("close"), onClose, { class: "icon-button", "aria-label": `Tutup ponsel ${this.name}` })),
      this.tabs,
      this.pinned,
      el("div", { class: "stage" }, this.scroller, this.below, this.notices),
      this.composer.node,
    );
    this.acceptDrops();
  }

  /** Take over what the sidebar learned about the person. */
  update(person) {
    this.person = person;
    this.note.textContent = person.note || "";
    this.node.classList.toggle("blocked", person.blocked);
    this.drawTabs();
  }

  drawTabs() {
    const chats = this.person.chats || [];
    this.tabs.hidden = chats.length < 2;
    this.tabs.replaceChildren(...chats.map((chat) => button(
      [chat.type === "private" ? "Bot" : chat.title, chat.unread && chat.chat_id !== this.chatId ? el("span", { class: "badge" }, String(chat.unread)) : null].filter(Boolean),
      () => this.switchTo(chat.chat_id),
      { role: "tab", "aria-selected": String(chat.chat_id === this.chatId) },
    )));
  }

  switchTo(chatId) {
    this.chatId = chatId;
    this.reset();
    this.drawTabs();
  }

  reset() {
    this.messages.clear();
    this.nodes.clear();
    this.list.replaceChildren();
    this.n = 0;
    this.lastDay = null;
    this.first = true;
    this.refresh();
  }

  /** Fetch what changed; calls that come meanwhile are answered by one more round. */
  async refresh() {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    const chatId = this.chatId;
    try {
      const chat = await get(`/sim/people/${this.person.id}/chat?chat_id=${chatId}&after=${this.n}`);
      if (chatId === this.chatId) this.show(chat);
      else this.again = true;
    } catch (error) {
      this.notice(error.message);
    }
    this.busy = false;
    if (this.again) {
      this.again = false;
      this.refresh();
    }
  }

  show(chat) {
    if (chat.n < this.n) {
      this.reset(); // the simulator has been started anew
      return;
    }
    const atEnd = this.first || this.isAtEnd();
    let own = false;
    for (const message of chat.messages) own = this.place(message) || own;
    this.showPinned(chat.pinned);
    this.showAction(chat.action);
    this.composer.show(chat);
    if (!this.first) for (const toast of chat.toasts) this.toast(toast);
    this.n = chat.n;
    if (atEnd || own) this.toEnd();
    else this.drawBelow();
    this.first = false;
    this.list.classList.toggle("empty", this.nodes.size === 0);
    if (chat.messages.length) this.seen();
  }

  /** Put a message in its place; tell whether it is a new one of this person. */
  place(message) {
    const id = message.message_id;
    const old = this.nodes.get(id);
    this.messages.set(id, message);
    if (message.deleted) {
      old?.remove();
      this.nodes.delete(id);
      this.messages.delete(id);
      return false;
    }
    const node = bubble(message, this.messageActions());
    this.nodes.set(id, node);
    if (old) {
      old.replaceWith(node);
      return false;
    }
    this.separate(message.date);
    this.list.append(node);
    if (!this.first && message.from === "bot") this.fresh += 1;
    return message.from === "person" && message.sender_id === this.person.id;
  }

  separate(date) {
    const day = fullDate(date);
    if (day === this.lastDay) return;
    this.lastDay = day;
    this.list.append(el("li", { class: "day" }, el("span", {}, day)));
  }

  messageActions() {
    return {
      personId: this.person.id,
      isGroup: this.chatId < 0,
      find: (id) => this.messages.get(id),
      jump: (id) => this.jump(id),
      reply: (message) => this.composer.reply(message),
      edit: (message) => this.composer.edit(message),
      react: (message, emoji) => this.try(() => this.act("react", { message_id: message.message_id, emoji })),
      menu: (event, entries) => this.menu(event, entries),
      view,
      download: (file) => window.open(`${file.url}?download=1`),
      tap: (message, one, node) => this.tap(message, one, node),
      command: (text) => this.try(() => this.act("text", { text })),
      link: (url) => this.follow(url),
    };
  }

  async tap(message, one, node) {
    if (one.copy) {
      await navigator.clipboard?.writeText(one.copy).catch(() => null);
      this.notice(`Disalin: ${one.copy}`);
      return;
    }
    if (one.url) {
      if (!this.follow(one.url)) window.open(one.url, "_blank", "noopener");
      return;
    }
    node.classList.add("waiting");
    setTimeout(() => node.classList.remove("waiting"), 3000);
    await this.try(() => this.act("tap", { message_id: message.message_id, label: one.text, data: one.data }));
  }

  /** Links to the bot itself act inside the phone; tell whether this was one. */
  follow(url) {
    const found = /^(?:https?:\/\/)?(?:t|telegram)\.me\/([A-Za-z0-9_]+)\/?(?:\?start=([A-Za-z0-9_-]*))?$/.exec(url);
    if (!found || !/bot$/i.test(found[1])) return false;
    if (this.chatId !== this.person.id) this.switchTo(this.person.id);
    this.try(() => post(`/sim/people/${this.person.id}/text`, { text: `/start ${found[2] || ""}`.trim() }));
    return true;
  }

  async sendFiles(files, choice) {
    const form = new FormData();
    for (const file of files) form.append("files", file);
    form.append("kind", choice.kind);
    form.append("chat_id", this.chatId);
    if (choice.caption) form.append("caption", choice.caption);
    if (choice.album && files.length > 1) form.append("album", "1");
    await upload(`/sim/people/${this.person.id}/files`, form);
  }

  act(what, values) {
    return post(`/sim/people/${this.person.id}/${what}`, { ...values, chat_id: this.chatId });
  }

  async try(work) {
    try {
      await work();
    } catch (error) {
      this.notice(error.message);
    }
  }

  showPinned(ids) {
    const message = this.messages.get(ids.at(-1));
    this.pinned.hidden = !message;
    if (!message) return;
    this.pinnedId = message.message_id;
    this.pinned.replaceChildren(el("strong", {}, icon("pin", 16), "Pesan disematkan"), el("span", {}, summary(message)));
  }

  showAction(action) {
    clearTimeout(this.actionTimer);
    this.state.textContent = action ? `Bot ${ACTIONS[action] || "sedang bekerja…"}` : "";
    this.node.classList.toggle("acting", Boolean(action));
    if (action) this.actionTimer = setTimeout(() => this.showAction(null), 5000);
  }

  toast(toast) {
    for (const node of this.list.querySelectorAll(".waiting")) node.classList.remove("waiting");
    if (!toast.text) return;
    if (!toast.alert) {
      this.notice(toast.text);
      return;
    }
    const close = () => box.remove();
    const ok = button("Baik", close, { class: "primary" });
    const box = el("div", { class: "alert", role: "alertdialog", "aria-label": "Pemberitahuan dari bot" }, el("p", {}, toast.text), ok);
    this.node.append(box);
    ok.focus();
  }

  notice(text) {
    const node = el("div", { class: "notice" }, text);
    this.notices.append(node);
    setTimeout(() => node.remove(), 4500);
  }

  headEntries() {
    const blocked = this.person.blocked;
    return [[blocked ? "Buka blokir bot" : "Blokir bot", () => this.try(() => this.act(blocked ? "unblock" : "block", {}))], ["Kirim /start", () => this.try(() => this.act("text", { text: "/start" }))]];
  }

  menu(event, entries) {
    this.node.querySelector(".menu-box")?.remove();
    const close = () => box.remove();
    const box = el("div", { class: "menu-box", role: "menu" }, entries.map(([label, act]) => button(label, () => { close(); act(); }, { role: "menuitem" })));
    const frame = this.node.getBoundingClientRect();
    const target = event.target.getBoundingClientRect();
    this.node.append(box);
    box.style.top = `${Math.max(8, Math.min(target.bottom - frame.top, frame.height - box.offsetHeight - 8))}px`;
    box.style.left = `${Math.max(8, Math.min(target.left - frame.left, frame.width - box.offsetWidth - 8))}px`;
    box.firstChild.focus();
    box.addEventListener("keydown", (key) => key.key === "Escape" && close());
    box.addEventListener("focusout", (left) => !box.contains(left.relatedTarget) && setTimeout(close, 120));
  }

  acceptDrops() {
    this.node.addEventListener("dragover", (event) => event.preventDefault());
    this.node.addEventListener("drop", (event) => {
      event.preventDefault();
      this.composer.picked([...event.dataTransfer.files]);
    });
    this.composer.field.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      if (files.length) this.composer.picked(files);
    });
  }

  jump(id) {
    const node = this.nodes.get(id);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.add("found");
    setTimeout(() => node.classList.remove("found"), 1600);
  }

  isAtEnd() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 80;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.stays = true;
    this.fresh = 0;
    this.drawBelow();
  }

  scrolled() {
    this.stays = this.isAtEnd();
    if (this.stays) this.fresh = 0;
    this.drawBelow();
  }

  drawBelow() {
    this.below.hidden = this.isAtEnd();
    this.below.textContent = this.fresh ? `↓ ${this.fresh} pesan baru` : "↓";
  }

  seen() {
    if (document.visibilityState === "visible") this.act("read", {}).catch(() => null);
  }
}

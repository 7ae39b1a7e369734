// One message: words, file, time, marks and inline buttons.
import { button, el } from "./dom.js";
import { clockTime, size } from "./format.js";
import { icon } from "./icons.js";
import { rich } from "./rich.js";

/** Return the list item of a message; `actions` is what a phone can do with it. */
export function bubble(message, actions) {
  const own = message.from === "person" && message.sender_id === actions.personId;
  const body = el(
    "div",
    { class: "bubble", tabindex: "0", oncontextmenu: (event) => menu(event, message, own, actions) },
    !own && actions.isGroup ? el("div", { class: "sender" }, message.sender_name || "Saluran") : null,
    message.forwarded ? el("div", { class: "forwarded" }, "Diteruskan") : null,
    quote(message, actions),
    message.file ? file(message.file, actions) : null,
    message.contact ? el("div", { class: "words" }, `Kontak: ${message.contact.first_name}, ${message.contact.phone_number}`) : null,
    words(message, actions),
    marks(message, own),
    more(message, own, actions),
  );
  holdFor(body, (event) => menu(event, message, own, actions));
  const classes = ["message", own ? "own" : "other"];
  if (message.album) classes.push("album");
  return el(
    "li",
    { class: classes.join(" "), dataset: { id: message.message_id } },
    body,
    message.buttons.length ? keyboard(message, actions) : null,
    message.reaction ? el("div", { class: "reaction", "aria-label": `Reaksi ${message.reaction}` }, message.reaction) : null,
  );
}

/** One line that stands for a message in the pinned bar and in quotes. */
export function summary(message) {
  const text = message.text || message.caption;
  if (text) return text.split("\n", 1)[0];
  return message.file ? message.file.name : "Pesan";
}

function words(message, actions) {
  const text = message.text ?? message.caption;
  return text ? el("div", { class: "words" }, rich(text, message.entities, actions)) : null;
}

function quote(message, actions) {
  if (!message.reply_to) return null;
  const quoted = actions.find(message.reply_to);
  const text = quoted ? summary(quoted) : "Pesan tidak ada lagi";
  return button(text, () => actions.jump(message.reply_to), { class: "quoted", "aria-label": `Membalas: ${text}` });
}

function marks(message, own) {
  return el(
    "div",
    { class: "marks" },
    message.edited ? el("span", { class: "edited" }, "diedit") : null,
    el("time", { datetime: new Date(message.date * 1000).toISOString() }, clockTime(message.date)),
    own ? el("span", { class: "tick", role: "img", "aria-label": "terkirim" }, "✓") : null,
  );
}

function more(message, own, actions) {
  return button("⋯", (event) => menu(event, message, own, actions), { class: "more", "aria-label": "Pilihan pesan", "aria-haspopup": "menu" });
}

function menu(event, message, own, actions) {
  event.preventDefault();
  const text = message.text ?? message.caption ?? "";
  const entries = [["Balas", () => actions.reply(message)]];
  if (own && text) entries.push(["Ubah", () => actions.edit(message)]);
  if (text) entries.push(["Salin teks", () => navigator.clipboard?.writeText(text)]);
  if (!own) entries.push(["Beri 👍", () => actions.react(message, "👍")]);
  actions.menu(event, entries);
}

/** Touch screens have no right button: half a second of pressing opens the menu. */
function holdFor(node, act) {
  let timer = 0;
  const cancel = () => clearTimeout(timer);
  node.addEventListener("touchstart", (event) => {
    timer = setTimeout(() => act(event), 500);
  }, { passive: true });
  for (const name of ["touchend", "touchmove", "touchcancel"]) node.addEventListener(name, cancel, { passive: true });
}

function file(shown, actions) {
  if (shown.kind === "photo" || (shown.mime.startsWith("image/") && shown.mime !== "image/svg+xml" && shown.kind === "document" && shown.size < 5e6)) {
    const image = el("img", { src: shown.url, alt: shown.name, loading: "lazy", width: shown.width || undefined, height: shown.height || undefined });
    return button(image, () => actions.view(shown), { class: "picture", "aria-label": `Lihat gambar ${shown.name}` });
  }
  if (shown.kind === "voice" || shown.kind === "audio") {
    return el("div", { class: "sound" }, shown.kind === "audio" ? el("div", {}, shown.name) : null, el("audio", { controls: true, preload: "none", src: shown.url, "aria-label": `Suara ${shown.name}` }));
  }
  if (shown.kind === "video") return el("video", { controls: true, preload: "metadata", src: shown.url, "aria-label": shown.name });
  const openable = shown.mime === "application/pdf" || shown.mime === "text/plain";
  return el(
    "div",
    { class: "file" },
    button(el("span", { class: "file-kind", "aria-hidden": "true" }, extension(shown.name)), () => (openable ? actions.view(shown) : actions.download(shown)), { class: "file-open", "aria-label": `${openable ? "Lihat" : "Unduh"} ${shown.name}` }),
    el("div", { class: "file-name" }, el("strong", {}, shown.name), el("span", {}, size(shown.size))),
    el("a", { class: "download", href: `${shown.url}?download=1`, download: shown.name, "aria-label": `Unduh ${shown.name}` }, "Unduh"),
  );
}

function extension(name) {
  const found = /\.([a-z0-9]{1,4})$/i.exec(name);
  return found ? found[1].toUpperCase() : "FILE";
}

function keyboard(message, actions) {
  const rows = message.buttons.map((row) =>
    el("div", { class: "row" }, row.map((one) => button(
      [one.text, one.url ? el("span", { class: "corner" }, icon("outside", 13)) : null, one.copy ? el("span", { class: "corner" }, icon("copy", 13)) : null].filter(Boolean),
      (event) => actions.tap(message, one, event.currentTarget),
      { class: `inline ${one.style || ""}` },
    ))),
  );
  return el("div", { class: "inline-keyboard", role: "group", "aria-label": "Tombol pesan" }, rows);
}

// Formatted text: entities (in UTF-16 units, as JavaScript counts) become elements, all words become text nodes.
import { el } from "./dom.js";
import { clockTime, fullDate } from "./format.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const QUOTES = new Set(["blockquote", "expandable_blockquote", "pre"]);
const SAFE = /^(https?:|tg:|mailto:|tel:)/i;

/** Return nodes for a text; `actions.link(url)` and `actions.command(text)` are called on taps. */
export function rich(text, entities, actions) {
  const ordered = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, ordered, 0, text.length, actions);
}

function span(text, entities, from, to, actions) {
  const nodes = [];
  let place = from;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < place || end <= place) continue;
    if (entity.offset > place) nodes.push(text.slice(place, entity.offset));
    const inner = entities.slice(index + 1).filter((one) => one.offset < end);
    nodes.push(element(entity, text.slice(entity.offset, end), span(text, inner, entity.offset, end, actions), actions));
    // The line break after a quotation ends the quotation's own line, as in Telegram.
    place = QUOTES.has(entity.type) && text[end] === "\n" && end < to ? end + 1 : end;
  }
  if (place < to) nodes.push(text.slice(place, to));
  return nodes;
}

function element(entity, words, children, actions) {
  if (TAGS[entity.type]) return el(TAGS[entity.type], {}, children);
  switch (entity.type) {
    case "pre":
      return el("pre", {}, el("code", {}, words));
    case "text_link":
      return link(entity.url, children, actions);
    case "url":
      return link(SAFE.test(words) ? words : `https://${words}`, children, actions);
    case "email":
      return link(`mailto:${words}`, children, actions);
    case "bot_command":
      return el("button", { type: "button", class: "link", onclick: () => actions.command(words) }, words);
    case "mention":
    case "hashtag":
    case "text_mention":
      return el("span", { class: "mention" }, children);
    case "spoiler":
      return spoiler(children);
    case "blockquote":
      return el("blockquote", {}, children);
    case "expandable_blockquote":
      return expandable(children);
    case "date_time":
      return moment(entity.unix_time, children);
    default:
      return el("span", {}, children);
  }
}

function link(url, children, actions) {
  if (!SAFE.test(url)) return el("span", {}, children);
  const open = (event) => {
    if (actions.link(url)) event.preventDefault();
  };
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url, onclick: open }, children);
}

function spoiler(children) {
  const node = el("button", { type: "button", class: "spoiler", "aria-label": "Tampilkan teks tersembunyi" }, children);
  node.addEventListener("click", () => {
    node.classList.add("shown");
    node.removeAttribute("aria-label");
  });
  return node;
}

function expandable(children) {
  const quote = el("blockquote", { class: "expandable" }, children);
  const toggle = el("button", { type: "button", class: "link expander", "aria-expanded": "false" }, "Selengkapnya");
  toggle.addEventListener("click", () => {
    const opened = quote.classList.toggle("opened");
    toggle.setAttribute("aria-expanded", String(opened));
    toggle.textContent = opened ? "Ringkas" : "Selengkapnya";
  });
  return el("div", { class: "quote-box" }, quote, toggle);
}

function moment(seconds, children) {
  const iso = new Date(seconds * 1000).toISOString();
  return el("time", { datetime: iso, title: `${fullDate(seconds)} pukul ${clockTime(seconds)}` }, children);
}

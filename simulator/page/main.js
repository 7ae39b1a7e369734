// The page: who is shown, the sidebar and the line to the simulator.
import { follow, get, post } from "./api.js";
import { ClockBar } from "./clock.js";
import { askPerson } from "./dialogs.js";
import { button, el } from "./dom.js";
import { hue, initials, useZone } from "./format.js";
import { icon } from "./icons.js";
import { Phone } from "./phone.js";

const FIRST_SHOWN = 3;
const MOVES_CLOCK = new Set(["clock", "clock_marks"]);
const REFRESHES_PEOPLE = new Set(["message", "read", "person", "group", "blocked"]);
const byId = (id) => document.getElementById(id);
const phones = new Map();
let people = [];
let chosen = null;
let peopleTimer = 0;

function readHash() {
  const values = new URLSearchParams(location.hash.slice(1));
  const zone = values.get("zona");
  if (zone && [...byId("zone").options].some((option) => option.value === zone)) byId("zone").value = zone;
  useZone(byId("zone").value);
  if (values.has("orang")) chosen = values.get("orang").split(",").filter(Boolean).map(Number);
}

function writeHash() {
  const values = new URLSearchParams();
  if (chosen) values.set("orang", chosen.join(","));
  if (byId("zone").value !== "Asia/Jakarta") values.set("zona", byId("zone").value);
  history.replaceState(null, "", `#${values.toString().replaceAll("%2C", ",").replaceAll("%2F", "/")}`);
}

const shown = () => (chosen ?? people.filter((one) => !one.is_bot).slice(0, FIRST_SHOWN).map((one) => one.id));

function choose(ids) {
  chosen = ids;
  writeHash();
  draw();
}

function toggle(id) {
  const ids = shown();
  choose(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
  phones.get(id)?.node.scrollIntoView({ behavior: "smooth", inline: "center", block: "nearest" });
  byId("people").classList.remove("open");
  byId("toggle-people").setAttribute("aria-expanded", "false");
}

async function loadPeople() {
  people = await get("/sim/people");
  draw();
}

function peopleSoon() {
  clearTimeout(peopleTimer);
  peopleTimer = setTimeout(() => loadPeople().catch(() => null), 60);
}

function draw() {
  const ids = shown();
  const focused = document.activeElement?.closest?.("#people-list li")?.dataset.person;
  byId("people-list").replaceChildren(...people.map((one) => personEntry(one, ids.includes(one.id))));
  if (focused) byId("people-list").querySelector(`li[data-person="${focused}"] button`)?.focus();
  drawPhones(ids);
}

function personEntry(person, active) {
  const name = [person.first_name, person.last_name].filter(Boolean).join(" ");
  const avatar = el("span", { class: "avatar", "aria-hidden": "true" }, initials(name));
  avatar.style.setProperty("--hue", hue(person.id));
  const badge = person.unread && !active ? el("span", { class: "badge", "aria-label": `${person.unread} belum dibaca` }, String(person.unread)) : null;
  const who = el("span", { class: "who" }, el("strong", {}, name), el("span", {}, person.note || (person.is_bot ? "Bot" : "")));
  return el("li", { dataset: { person: person.id } }, button([avatar, who, badge].filter(Boolean), () => toggle(person.id), { "aria-pressed": String(active) }));
}

function drawPhones(ids) {
  const known = new Map(people.map((one) => [one.id, one]));
  for (const [id, phone] of phones) {
    if (!ids.includes(id)) {
      phone.node.remove();
      phones.delete(id);
    }
  }
  for (const id of ids.filter((one) => known.has(one))) {
    if (!phones.has(id)) {
      phones.set(id, new Phone(known.get(id), () => toggle(id)));
      byId("phones").append(phones.get(id).node);
    }
    phones.get(id).update(known.get(id));
  }
  byId("phones").classList.toggle("none", phones.size === 0);
}

function drawPresets() {
  const humans = () => people.filter((one) => !one.is_bot).map((one) => one.id);
  const presets = [
    ["1 ponsel", () => humans().slice(0, 1)],
    ["2 ponsel", () => humans().slice(0, 2)],
    ["3 ponsel", () => humans().slice(0, 3)],
    ["4 ponsel", () => humans().slice(0, 4)],
    ["Semua", humans],
    ["Ada pesan baru", () => people.filter((one) => one.unread).map((one) => one.id)],
  ];
  byId("presets").replaceChildren(...presets.map(([label, pick]) => button(label, () => choose(pick()))));
}

function received(events) {
  const touched = new Set();
  let everywhere = false;
  let clockMoved = false;
  for (const event of events) {
    if (MOVES_CLOCK.has(event.kind)) clockMoved = true;
    if (REFRESHES_PEOPLE.has(event.kind)) peopleSoon();
    if (event.chat_id) touched.add(event.chat_id);
    else if (event.kind === "commands") everywhere = true;
  }
  if (clockMoved) clock.load();
  for (const phone of phones.values()) {
    if (everywhere || touched.has(phone.chatId)) phone.refresh();
  }
}

function connected(state) {
  const node = byId("connection");
  node.textContent = state ? "Terhubung" : "Terputus, mencoba lagi…";
  node.title = node.textContent;
  node.classList.toggle("on", state);
  if (state) {
    loadPeople().catch(() => null);
    clock.load();
    for (const phone of phones.values()) phone.refresh();
  }
}

function changeTheme() {
  const dark = document.documentElement.style.colorScheme
    ? document.documentElement.style.colorScheme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.style.colorScheme = dark ? "light" : "dark";
}

function listen() {
  byId("theme").append(icon("theme"));
  byId("toggle-people").append(icon("people"));
  byId("theme").addEventListener("click", changeTheme);
  byId("add-person").addEventListener("click", () => askPerson(async (values) => {
    const person = await post("/sim/people", values);
    await loadPeople();
    choose([...new Set([...shown(), person.id])]);
    phones.get(person.id)?.node.scrollIntoView({ inline: "center" });
  }));
  byId("toggle-people").addEventListener("click", () => {
    const opened = byId("people").classList.toggle("open");
    byId("toggle-people").setAttribute("aria-expanded", String(opened));
  });
  byId("zone").addEventListener("change", () => {
    useZone(byId("zone").value);
    writeHash();
    clock.tick();
    for (const phone of phones.values()) phone.reset();
  });
  document.addEventListener("visibilitychange", () => {
    for (const phone of phones.values()) phone.seen();
  });
  window.addEventListener("hashchange", () => {
    readHash();
    draw();
  });
}

readHash();
const clock = new ClockBar(byId("clock"));
drawPresets();
listen();
follow(received, connected);

// Dialogs: adding a person, sending files, recording, viewing a document, an alert from the bot.
import { button, el } from "./dom.js";
import { size } from "./format.js";
import { icon } from "./icons.js";

/** Show a modal dialog and return it; it removes itself when it closes. */
export function open(title, content, properties = {}) {
  const dialog = el(
    "dialog",
    { "aria-label": title, ...properties },
    el("header", { class: "dialog-head" }, el("h2", {}, title), button(icon("close"), () => dialog.close(), { class: "icon-button", "aria-label": "Tutup" })),
    content,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.getElementById("dialogs").append(dialog);
  dialog.showModal();
  return dialog;
}

/** Ask for a name and a post; `save(values)` may refuse with an error, which is shown. */
export function askPerson(save) {
  const name = el("input", { name: "name", required: true, autofocus: true, maxlength: "64", autocomplete: "off" });
  const note = el("input", { name: "note", maxlength: "120", autocomplete: "off", placeholder: "misalnya Kepala Bidang Aplikasi Informatika" });
  const problem = el("p", { class: "problem", role: "alert" });
  const form = el("form", { method: "dialog" }, el("label", {}, "Nama", name), el("label", {}, "Jabatan", note), problem, el("footer", {}, el("button", { class: "primary" }, "Simpan")));
  const dialog = open("Tambah orang", form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await save({ first_name: name.value.trim(), note: note.value.trim() || undefined });
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
  });
}

/** Let the person check what is about to be sent; `send({kind, caption, album})` does it. */
export function askFiles(files, send) {
  const pictures = files.every((file) => file.type.startsWith("image/"));
  const kind = el("select", {}, el("option", { value: "document" }, "Dokumen (berkas asli)"), pictures ? el("option", { value: "photo", selected: true }, "Foto") : null);
  const caption = el("textarea", { rows: "2", maxlength: "1024", autofocus: true, placeholder: "Boleh dikosongkan" });
  const album = el("input", { type: "checkbox", checked: true });
  const problem = el("p", { class: "problem", role: "alert" });
  const form = el(
    "form",
    { method: "dialog" },
    el("ul", { class: "chosen" }, files.map((file) => el("li", {}, el("strong", {}, file.name), " ", size(file.size)))),
    el("label", {}, "Kirim sebagai", kind),
    files.length > 1 ? el("label", { class: "check" }, album, "Kirim sebagai satu album") : null,
    el("label", {}, "Keterangan", caption),
    problem,
    el("footer", {}, el("button", { class: "primary" }, files.length > 1 ? `Kirim ${files.length} berkas` : "Kirim berkas")),
  );
  const dialog = open("Kirim berkas", form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await send({ kind: kind.value, caption: caption.value.trim(), album: album.checked });
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
  });
}

/** Look at a picture, a PDF or a plain text inside the page. */
export function view(file) {
  const shown = file.kind === "photo" || file.mime.startsWith("image/")
    ? el("img", { src: file.url, alt: file.name })
    : el("iframe", { src: file.url, title: file.name });
  const footer = el("footer", {}, el("span", {}, size(file.size)), el("a", { class: "primary", href: `${file.url}?download=1`, download: file.name }, "Unduh"));
  return open(file.name, el("div", { class: "viewer" }, shown, footer), { class: "wide" });
}

/** Record with the microphone where the browser allows it, or choose a sound file. */
export function askVoice(send) {
  const status = el("p", { role: "status" }, "Rekam suara, atau pilih berkas suara.");
  const chooser = el("input", { type: "file", accept: "audio/*,.ogg,.oga" });
  const box = el("div", { class: "voice" }, status);
  const dialog = open("Pesan suara", box);
  const finish = async (file) => {
    try {
      await send(file);
      dialog.close();
    } catch (error) {
      status.textContent = error.message;
    }
  };
  if (navigator.mediaDevices?.getUserMedia && window.MediaRecorder) box.append(recorder(status, dialog, finish));
  box.append(el("label", {}, "Berkas suara", chooser));
  chooser.addEventListener("change", () => chooser.files[0] && finish(chooser.files[0]));
}

function recorder(status, dialog, finish) {
  let active = null;
  const toggle = button("● Rekam", async () => {
    if (active) {
      active.stop();
      return;
    }
    try {
      active = await startRecording(finish);
      toggle.textContent = "■ Selesai dan kirim";
      status.textContent = "Sedang merekam…";
    } catch {
      status.textContent = "Mikrofon tidak dapat dipakai. Silakan pilih berkas suara.";
    }
  }, { class: "primary" });
  dialog.addEventListener("close", () => active?.stream.getTracks().forEach((track) => track.stop()));
  return toggle;
}

async function startRecording(finish) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recording = new MediaRecorder(stream);
  const parts = [];
  recording.ondataavailable = (event) => parts.push(event.data);
  recording.onstop = () => {
    stream.getTracks().forEach((track) => track.stop());
    finish(new File(parts, "suara.ogg", { type: recording.mimeType || "audio/ogg" }));
  };
  recording.start();
  return recording;
}

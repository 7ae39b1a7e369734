// Talking to the simulator: JSON in, JSON out, refusals as errors with the server's reason.

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `Permintaan gagal (${response.status})`);
  return body;
}

export async function get(path) {
  return answer(await fetch(path));
}

export async function post(path, values = {}) {
  const headers = { "content-type": "application/json" };
  return answer(await fetch(path, { method: "POST", headers, body: JSON.stringify(values) }));
}

export async function upload(path, form) {
  return answer(await fetch(path, { method: "POST", body: form }));
}

/** Follow the journal; `onEvents` gets lists of events, `onState` true or false as the line comes and goes. */
export function follow(onEvents, onState) {
  const source = new EventSource("/sim/stream");
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  source.onmessage = (message) => onEvents(JSON.parse(message.data));
}

// Starts the guided form. What was typed into the plain one before the circuit was there goes with it.
export { reported } from '/back.js';

const draft = {};
document.addEventListener('input', event => {
  const field = event.target;
  if (field.name && field.closest('[data-report]')) draft[field.name] = field.value;
});

// In a field with a list, Enter takes what is chosen there. It must not send the form as well.
document.addEventListener('keydown', event => {
  if (event.key === 'Enter' && event.target.matches?.('.guided [role=combobox]')) event.preventDefault();
});

// What live.js keeps; a browser may refuse even to be asked.
function from() {
  try { return sessionStorage.from; } catch { return undefined; }
}

// A circuit has no answer that could set a cookie. Its content is sealed.
export function keep(name, value, seconds) {
  document.cookie = `${name}=${value}; path=/; max-age=${seconds}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
}

export function start() {
  return { from: from(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, dark: matchMedia('(prefers-color-scheme: dark)').matches, problem: draft.problem, country: draft.country, subdivision: draft.subdivision, comment: draft.comment };
}

// Asked for by a press only. Null where there is no place to be had.
export function place() {
  return new Promise(resolve => {
    if (!navigator.geolocation) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      found => resolve({ latitude: found.coords.latitude, longitude: found.coords.longitude }), () => resolve(null), { timeout: 15000, maximumAge: 600000 });
  });
}

// Only where the site asks for it. Null where this browser cannot.
export async function prove(host, asked) {
  const payload = await import('/proof.js').then(script => script.solve(host, JSON.parse(asked)), () => null);
  host.replaceChildren();
  return payload;
}

// Where in the map was pressed, in the units of its picture.
let pressed = null;
document.addEventListener('click', event => {
  const map = event.target.closest?.('.spot svg.map');
  if (!map) return;
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
  pressed = { x, y };
}, true);
export const spot = () => pressed;

// While the line is lost nobody hears what is done in the form: it is kept, and done again when the line is back. What can be pressed often counts once.
const form = event => event.target.closest?.('.guided');
let lost = false;
const missed = new Map();
for (const type of ['input', 'change', 'click']) {
  document.addEventListener(type, event => {
    if (!lost || !form(event)) return;
    const types = missed.get(event.target) ?? new Set();
    missed.delete(event.target);
    missed.set(event.target, types.add(type));
  }, true);
}
document.addEventListener('submit', event => { if (form(event)) event.preventDefault(); }, true);
document.getElementById('components-reconnect-modal').addEventListener('components-reconnect-state-changed', ({ detail }) => {
  lost = detail.state !== 'hide';
  if (lost) return;
  for (const [target, types] of missed) for (const type of types) target.dispatchEvent(new (type === 'click' ? MouseEvent : Event)(type, { bubbles: true, cancelable: true }));
  missed.clear();
});

// The site's pages are whole documents: links load them as such. The hub has one address, whatever language the page has.
// It takes WebSockets (1) only.
Blazor.start({ ssr: { disableDomPreservation: true }, circuit: { configureSignalR: builder => builder.withUrl('/_blazor', { transport: 1 }) } });

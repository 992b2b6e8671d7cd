// The picture of the map: what of it is seen, in which colours, and the words of its countries.
const root = document.documentElement, svg = () => $('map-box')?.querySelector('svg');
export const number = new Intl.NumberFormat(root.dataset.culture, { numberingSystem: 'latn' });
const plural = new Intl.PluralRules(root.dataset.culture);
const usualWidth = 760, worldWidth = 2000, closest = 14, closeFrom = 2.5, fewest = 10;
export const $ = id => document.getElementById(id);
export const fill = (text, ...words) => words.reduce((said, word, i) => said.replace(`{${i}}`, word), text);
export const reports = count => fill(JSON.parse($('map-box').dataset.reports)[plural.select(count)] ?? JSON.parse($('map-box').dataset.reports).other, number.format(count));

// What is seen: null is all there is. And what the server drew: shade, number and words of each country.
let base = null, view = null, drawn = new Map(), layer = null, asking = null, tip = null, picked = null;

// Shade, number and words of a country at the time that is seen; a player has others than the server drew.
let now = code => drawnOf(code);
export const setNow = other => { now = other; };
export const drawnOf = code => drawn.get(code) ?? { shade: 'c0', count: 0, label: '' };
export const isNear = () => !!view;
export const width = () => (view ?? base)[2];
export const pickedCode = () => picked;

export const countries = () => $('map-box').querySelectorAll('use[data-code]');
export const showAll = () => { view = null; draw(); };

export function draw() {
  const picture = svg(), [, , width] = view ?? base, near = view && worldWidth / width > closeFrom;
  picture.setAttribute('viewBox', (view ?? base).map(part => Math.round(part * 100) / 100).join(' '));
  picture.dataset.px = '';
  picture.style.setProperty('--px', width / usualWidth);
  $('map-box').toggleAttribute('data-near', !!view);
  $('map-out').ariaDisabled = $('map-reset').ariaDisabled = String(!view);
  $('map-in').ariaDisabled = String(base[2] / width >= closest);
  for (const circle of picture.querySelectorAll('circle[data-code]')) {
    const count = now(circle.dataset.code).count;
    circle.setAttribute('r', count < fewest ? 0 : Math.round(Math.sqrt(count) * 2.3 * width / worldWidth * 10) / 10);
  }
  if (near) bring();
  if (near && layer && !layer.isConnected) picture.querySelector('.land').after(layer);
  if (!near) layer?.remove();
  picture.toggleAttribute('data-close', !!layer?.isConnected);
  colour();
}

// Finer shapes, once somebody looks from close by.
function bring() {
  asking ??= fetch($('map-box').dataset.shapes).then(answer => answer.ok ? answer.text() : Promise.reject(answer.status)).then(text => {
    layer = document.adoptNode(new DOMParser().parseFromString(text, 'image/svg+xml').getElementById('world'));
    layer.id = 'map-close';
    layer.setAttribute('class', 'land');
    for (const shape of layer.children) { shape.dataset.code = shape.id; shape.removeAttribute('id'); }
    draw();
  }).catch(() => { asking = null; });
}

function colour() {
  const shades = new Map();
  for (const country of countries()) {
    const { shade } = now(country.dataset.code);
    shades.set(country.dataset.code, shade);
    if (country.getAttribute('class') !== shade) country.setAttribute('class', shade);
  }
  if (!layer?.isConnected) return;
  for (const shape of [...layer.children]) {
    const shade = shades.get(shape.dataset.code) ?? 'c0';
    if (shape.getAttribute('class') === shade) continue;
    shape.setAttribute('class', shade);
    // Neighbours must not cover its outline.
    if (shade !== 'c0') layer.append(shape);
  }
}

export function zoom(times, x, y) {
  const [left, top, width, height] = view ?? base, next = Math.min(base[2], Math.max(base[2] / closest, width / times)), part = next / width;
  if (next > base[2] * .99) return showAll();
  place((x ?? left + width / 2) - ((x ?? left + width / 2) - left) * part, (y ?? top + height / 2) - ((y ?? top + height / 2) - top) * part, next);
}

function place(left, top, width) {
  const height = width * base[3] / base[2];
  view = [
    Math.min(base[0] + base[2] - width, Math.max(base[0], left)), Math.min(base[1] + base[3] - height, Math.max(base[1], top)), width, height];
  hide();
  draw();
}

export const move = (x, y) => view && place(view[0] + x, view[1] + y, view[2]);
export const unit = () => 1 / svg().getScreenCTM().a;
const pointOf = at => new DOMPoint(at.clientX, at.clientY).matrixTransform(svg().getScreenCTM().inverse());
export const zoomAt = (times, at) => { const { x, y } = pointOf(at); zoom(times, x, y); };

// The words of a country: under the pointer, after a tap, or by the keyboard.
export const codeAt = event => event.target.closest?.('#map-box [data-code]')?.dataset.code;
export const nameOf = code => $('map-box').querySelector(`use[data-code="${code}"]`)?.dataset.name;

export function say(code, x, y) {
  const { label } = now(code);
  if (!label) return hide();
  tip ??= document.body.appendChild(Object.assign(document.createElement('div'), { id: 'map-tip', className: 'maptip', role: 'status' }));
  if (tip.textContent !== label) tip.textContent = label;
  tip.hidden = false;
  picked = code;
  tip.style.left = `${Math.max(4, Math.min(x + 12, root.clientWidth - tip.offsetWidth - 4)) + scrollX}px`;
  tip.style.top = `${(y > tip.offsetHeight + 24 ? y - tip.offsetHeight - 12 : y + 20) + scrollY}px`;
}

export function hide() { if (tip) tip.hidden = true; picked = null; }

export function go(code) {
  const row = $($('map-box').dataset.row + code);
  if (!row) return;
  hide();
  row.tabIndex = -1;
  location.hash = row.id;
  row.focus({ preventScroll: true });
}

export function next(by) {
  const order = [...countries()].map(country => country.dataset.code).filter(code => now(code).count).sort((a, b) => now(b).count - now(a).count);
  if (!order.length) return;
  const at = order.indexOf(picked), code = order[at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length];
  const circle = svg().querySelector(`circle[data-code="${code}"]`), [x, y] = circle ? ['cx', 'cy'].map(name => +circle.getAttribute(name)) : [base[0], base[1]];
  if (view) place(x - view[2] / 2, y - view[3] / 2, view[2]);
  const { a, d, e, f } = svg().getScreenCTM();
  say(code, x * a + e, y * d + f);
}

// Reads what the server drew; nothing to read where it is already ours.
export function read() {
  const picture = svg();
  if (picture.dataset.px !== undefined) return;
  base = picture.getAttribute('viewBox').split(' ').map(Number);
  drawn = new Map();
  for (const country of countries()) {
    const title = country.querySelector('title');
    drawn.set(country.dataset.code, { shade: country.getAttribute('class'), count: +country.dataset.count, label: title?.textContent ?? '' });
    // The browser would show it a second time.
    title?.remove();
  }
}

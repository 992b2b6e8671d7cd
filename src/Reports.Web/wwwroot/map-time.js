// The map through time: frames of the last day, or of an outage, by slider or played. Nothing plays by itself.
import { $, countries, draw, drawnOf, fill, hide, nameOf, number, reports, setNow } from './map-view.js';

const culture = document.documentElement.dataset.culture, still = matchMedia('(prefers-reduced-motion: reduce)');
const moment = new Intl.DateTimeFormat(culture, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', numberingSystem: 'latn' });
const list = new Intl.ListFormat(culture);

// The minute that is seen; null is the present, as the page shows it when it is opened without a time.
let frames = null, at = null, isOurs = false, timer = 0, settling = 0;
const player = () => $('map-player'), data = name => +player().dataset[name], minuteOf = index => data('first') + index * data('step');
const servedAt = () => player()?.dataset.minute ? data('minute') : null;
const most = () => +$('map-at').max, indexOf = () => at === null ? most() : Math.min(most(), Math.max(0, (at - data('first')) / data('step')));

function nowOf(code) {
  const index = frame();
  if (index < 0) return drawnOf(code);
  const course = frames.countries.get(code), letter = course?.shades[index] ?? '.', count = course?.reports[index] ?? 0;
  return {
    shade: letter === 'f' ? 'few' : letter === '.' ? 'c0' : `c${letter}`, count, times: letter > '0' && letter < 'f' ? count / Math.max(.5, course.usual[index]) : 0,
    label: count && fill(course.usual[index] ? $('map-box').dataset.country : $('map-box').dataset.rare, nameOf(code), reports(count), number.format(course.usual[index])) };
}

// −1 while what the server drew is what is to be seen.
function frame() {
  if (!frames || !isOurs || at === null || at === servedAt()) return -1;
  const index = (at - frames.first) / frames.step;
  return Number.isInteger(index) && index >= 0 && index < frames.totals.length ? index : -1;
}

async function load() {
  const key = player().dataset.frames + player().dataset.first;
  if (frames?.key === key || frames?.asked === key) return;
  frames = { ...frames, asked: key, totals: frames?.totals ?? [], countries: frames?.countries ?? new Map() };
  try {
    const answer = await fetch(player().dataset.frames), told = answer.ok && await answer.json();
    if (told) frames = { key, first: Date.parse(told.first) / 6e4, step: told.step, totals: told.totals, countries: new Map(told.countries.map(country => [country.region, country])) };
    else frames.asked = null;
  } catch { frames.asked = null; }
  paint();
}

export function paint() {
  draw();
  if (!player() || !isOurs) return;
  const slider = $('map-at'), index = frame();
  slider.value = indexOf();
  if (index < 0) { if (at === servedAt()) told(player().dataset.served); return; }
  const above = [...countries()].map(country => country.dataset.code).map(code => ({ code, times: nowOf(code).times })).filter(country => country.times).sort((a, b) => b.times - a.times);
  const { some, none } = player().dataset, time = moment.format(new Date(at * 6e4)), total = reports(frames.totals[index]);
  told(above.length ? fill(some, time, total, list.format(above.slice(0, 3).map(country => nameOf(country.code)))) : fill(none, time, total));
}

function told(text) {
  $('map-at').setAttribute('aria-valuetext', text);
  if ($('map-said').textContent !== text) $('map-said').textContent = text;
}

function show(index) {
  isOurs = true;
  at = player().dataset.present && index >= most() ? null : minuteOf(index);
  hide();
  load();
  paint();
  clearTimeout(settling);
  if (player().dataset.present) settling = setTimeout(settle, 500);
}

// The page itself goes to the time: its address, title and table.
function settle() {
  if (timer) return;
  const address = new URL(location.href);
  if (at === null) address.searchParams.delete('at'); else address.searchParams.set('at', new Date(at * 6e4).toISOString().slice(0, 16) + 'Z');
  history.replaceState(history.state, '', address);
  document.dispatchEvent(new Event('reports:moved'));
}

function stop() { clearInterval(timer); timer = 0; words(); if (isOurs && player().dataset.present) settle(); }

function play() {
  if (timer) return stop();
  const index = indexOf() >= most() ? 0 : indexOf() + 1;
  show(index);
  if (still.matches) return;
  timer = setInterval(() => {
    if (document.hidden || !frames?.key) return;
    if (indexOf() >= most()) stop(); else show(indexOf() + 1);
  }, 1000 / (data('pace') * +$('map-speed').value));
  words();
}

const words = () => { const { play, pause, next } = $('map-play').dataset; $('map-play').textContent = timer ? pause : still.matches ? next : play; };

// What the server has drawn may be of another minute than what is seen.
export function prepare() {
  if (!player()) return;
  player().hidden = false;
  player().dataset.served = $('map-said').textContent;
  $('map-at').setAttribute('aria-valuetext', $('map-said').textContent);
  if (!isOurs) at = servedAt();
  else { if (at !== null && at < data('first')) at = data('first'); load(); }
  words();
}

setNow(nowOf);
document.addEventListener('input', event => { if (event.target.id === 'map-at') { if (timer) stop(); show(+event.target.value); } });
document.addEventListener('change', event => { if (event.target.id === 'map-speed' && timer) { stop(); play(); } });
document.addEventListener('click', event => {
  const button = event.target.closest?.('button');
  if (button?.id === 'map-play') play();
  if (button?.dataset.to) { if (timer) stop(); show(Math.round((+button.dataset.to - data('first')) / data('step'))); }
});
still.addEventListener('change', () => { if (timer) stop(); else if (player()) words(); });

// Lets a map be seen from closer, reads its countries out, and plays it through time. Links and tables of the page show the same without it.
import { $, read, showAll, zoom } from './map-view.js';
import { listen } from './map-hand.js';
import { paint, prepare } from './map-time.js';

const bound = new WeakSet(), closer = 1.6;

function begin() {
  const box = $('map-box');
  if (!box) return;
  read();
  box.tabIndex = 0;
  $('map-zoom').hidden = false;
  if (!bound.has(box)) { bound.add(box); listen(box); }
  prepare();
  paint();
}

document.addEventListener('click', event => {
  const button = event.target.closest?.('button');
  if (button?.ariaDisabled !== 'true') ({ 'map-in': () => zoom(closer), 'map-out': () => zoom(1 / closer), 'map-reset': showAll })[button?.id]?.();
});
document.addEventListener('reports:renewed', begin);
begin();

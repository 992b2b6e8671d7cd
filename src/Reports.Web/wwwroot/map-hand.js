// The map by hand: mouse, wheel, fingers and keys.
import { codeAt, go, hide, isNear, move, next, pickedCode, say, showAll, unit, width, zoom, zoomAt } from './map-view.js';

// On the map alone: listeners on the document that may refuse a scroll would slow all of it down.
export function listen(box) {
  let fingers = null, drag = null, clicked = 0, tapped = { time: 0 }, wasDragged = false;
  const middle = touches => ({ clientX: (touches[0].clientX + touches.at(-1).clientX) / 2, clientY: (touches[0].clientY + touches.at(-1).clientY) / 2 });
  const spread = touches => touches.length < 2 ? 0 : Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
  const hold = touches => { fingers = touches.length ? { at: middle(touches), spread: spread(touches) } : null; };

  box.addEventListener('wheel', event => {
    if (!isNear() && !event.ctrlKey && !event.metaKey && document.activeElement !== box || (!isNear() && event.deltaY > 0)) return;
    event.preventDefault();
    zoomAt(Math.exp(-Math.max(-100, Math.min(100, event.deltaY * (event.deltaMode ? 30 : 1))) / 250), event);
  }, { passive: false });
  box.addEventListener('touchstart', event => hold([...event.touches]), { passive: true });
  box.addEventListener('touchmove', event => {
    const touches = [...event.touches];
    if (!fingers || (touches.length < 2 && !isNear())) return;
    event.preventDefault();
    const to = middle(touches), from = fingers;
    if (from.spread && spread(touches)) zoomAt(spread(touches) / from.spread, to);
    if (isNear()) move((from.at.clientX - to.clientX) * unit(), (from.at.clientY - to.clientY) * unit());
    hold(touches);
    tapped.time = 0;
  }, { passive: false });
  box.addEventListener('touchend', event => {
    const [touch] = event.changedTouches, time = event.timeStamp;
    if (!event.touches.length && Math.hypot(touch.clientX - tapped.x, touch.clientY - tapped.y) < 30 && time - tapped.time < 350) { event.preventDefault(); zoomAt(2, touch); }
    tapped = { time, x: touch.clientX, y: touch.clientY };
    hold([...event.touches]);
  });
  box.addEventListener('pointerdown', event => {
    wasDragged = false;
    if (event.pointerType !== 'touch' && event.button === 0 && isNear()) drag = event;
  });
  box.addEventListener('pointermove', event => {
    if (drag) {
      if (!wasDragged && Math.hypot(event.clientX - drag.clientX, event.clientY - drag.clientY) < 4) return;
      if (!wasDragged) box.setPointerCapture(event.pointerId);
      wasDragged = true;
      move((drag.clientX - event.clientX) * unit(), (drag.clientY - event.clientY) * unit());
      drag = event;
    } else if (event.pointerType !== 'touch') {
      const code = codeAt(event);
      if (code) say(code, event.clientX, event.clientY); else hide();
    }
  });
  for (const name of ['pointerup', 'pointercancel']) box.addEventListener(name, () => { drag = null; });
  box.addEventListener('pointerleave', event => { if (event.pointerType !== 'touch') hide(); });
  box.addEventListener('click', event => {
    const code = codeAt(event);
    if (wasDragged || !code) return hide();
    // A first tap only tells; a click may be the first of two.
    if (event.pointerType === 'touch' && pickedCode() !== code) return say(code, event.clientX, event.clientY);
    clearTimeout(clicked);
    clicked = setTimeout(() => go(code), 250);
  });
  box.addEventListener('dblclick', event => { clearTimeout(clicked); zoomAt(2, event); });
  box.addEventListener('keydown', event => {
    const by = .15 * width(), picked = pickedCode();
    const act = {
      '+': () => zoom(1.5), '=': () => zoom(1.5), '-': () => zoom(1 / 1.5), 0: showAll, PageDown: () => next(1), PageUp: () => next(-1),
      ...(picked && { Enter: () => go(picked), Escape: hide }),
      ...(isNear() && { ArrowLeft: () => move(-by, 0), ArrowRight: () => move(by, 0), ArrowUp: () => move(0, -by), ArrowDown: () => move(0, by) }) }[event.key];
    if (!act || event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  box.addEventListener('blur', hide);
}

// Reads a chart out: under the pointer, and with the keys of a slider. A drag over it shows that span from closer, as an address of its own.
(() => {
  const root = document.documentElement, $ = id => document.getElementById(id);
  const chart = () => document.querySelector('[data-chart]'), plot = () => chart()?.querySelector('.chart__plot');
  const moment = new Intl.DateTimeFormat(root.dataset.culture, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', numberingSystem: 'latn' });
  const number = new Intl.NumberFormat(root.dataset.culture, { numberingSystem: 'latn' });
  let readings = [], from = null, brush = null;

  const minuteAt = index => +chart().dataset.first + index * +chart().dataset.step;
  const last = () => Math.max(1, +chart().dataset.points - 1);

  function read(index) {
    const slider = $('chart-at'), found = readings[index];
    if (!found) return;
    slider.value = index;
    const [reports, lower, upper] = found.map(value => number.format(value));
    const said = slider.dataset.words.replace('{0}', moment.format(new Date(minuteAt(index) * 6e4))).replace('{1}', reports).replace('{2}', `${lower}–${upper}`);
    slider.setAttribute('aria-valuetext', said);
    $('chart-said').textContent = said;
    const cross = plot().querySelector('.chart__cross'), x = `${index / last() * 100}%`;
    cross.setAttribute('x1', x);
    cross.setAttribute('x2', x);
  }

  function prepare() {
    if (!chart()) return;
    readings = chart().dataset.readings.split(';').map(text => text.split(',').map(Number));
    $('chart-read').hidden = false;
    plot().classList.add('chart__plot--script');
    if ($('chart-said').dataset.asked) read(+$('chart-at').value);
  }

  const share = event => { const box = plot().getBoundingClientRect(); return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)); };
  const over = event => event.target.closest?.('.chart__plot') === plot();
  const asked = index => { $('chart-said').dataset.asked = 1; read(index); };

  function show(start, end) {
    const [a, b] = [Math.min(start, end), Math.max(start, end)].map(part => new Date(minuteAt(part * last()) * 6e4).toISOString().slice(0, 16) + 'Z');
    const address = new URL(location.href);
    address.searchParams.delete('range');
    address.searchParams.set('from', a);
    address.searchParams.set('to', b);
    address.hash = 'chart';
    location.assign(address);
  }

  function draw(to) {
    const box = plot().getBoundingClientRect();
    if (!brush) { brush = document.createElement('div'); brush.className = 'chart__brush'; document.body.append(brush); }
    Object.assign(brush.style, {
      left: `${scrollX + box.left + Math.min(from, to) * box.width}px`, top: `${scrollY + box.top}px`, width: `${Math.abs(to - from) * box.width}px`, height: `${box.height}px` });
  }

  function drop() { brush?.remove(); brush = from = null; }

  // Whoever arrives there hears a value, not a position.
  document.addEventListener('focusin', event => { if (event.target.id === 'chart-at') asked(+event.target.value); });
  document.addEventListener('input', event => { if (event.target.id === 'chart-at') asked(+event.target.value); });
  document.addEventListener('keydown', event => {
    if (event.target.id !== 'chart-at') return;
    const link = { '+': 'chart-closer', '=': 'chart-closer', '-': 'chart-wider' }[event.key];
    if (link) { event.preventDefault(); $(link).click(); }
  });
  document.addEventListener('pointermove', event => {
    if (!plot() || (!over(event) && from === null)) return;
    asked(Math.round(share(event) * last()));
    if (from !== null && Math.abs(share(event) - from) > .02) draw(share(event));
  });
  document.addEventListener('pointerdown', event => {
    // Only a chart that can be asked for another span; with a finger a drag scrolls the page.
    if (plot() && over(event) && $('chart-closer') && event.pointerType === 'mouse' && event.button === 0) { from = share(event); event.preventDefault(); }
    else if (plot() && over(event)) asked(Math.round(share(event) * last()));
  });
  document.addEventListener('pointerup', event => {
    if (from === null) return;
    const [start, end, drawn] = [from, share(event), brush];
    drop();
    if (drawn && Math.abs(end - start) > .02) show(start, end);
  });
  addEventListener('keydown', event => { if (event.key === 'Escape') drop(); });
  document.addEventListener('reports:renewed', prepare);
  prepare();
})();

// Keeps the page current: on news, fetches the same address again and swaps the marked parts in place, keeping focus.
(() => {
  const root = document.documentElement, $ = id => document.getElementById(id), sentence = () => $('sentence')?.textContent;
  const format = options => new Intl.DateTimeFormat(root.dataset.culture, { ...options, numberingSystem: 'latn' });
  const hour = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = format({ day: 'numeric', month: 'long' }), date = format({ day: 'numeric', month: 'long', year: 'numeric' });

  function words(at, form) {
    if (form === 'day') return date.format(at);
    return form === 'hour' || date.format(at) === date.format(new Date())
      ? hour.format(at) : root.dataset.moment.replace('{0}', hour.format(at)).replace('{1}', day.format(at));
  }

  function zone() {
    const part = format({ timeZoneName: 'shortOffset' }).formatToParts().find(one => one.type === 'timeZoneName');
    const offset = part.value.replace('GMT', 'UTC').replace(/\+0$/, ''), city = hour.resolvedOptions().timeZone.split('/')[1];
    return city ? `${city.replaceAll('_', ' ')} (${offset})` : offset;
  }

  function localize(scope) {
    for (const time of scope.querySelectorAll('time[data-form]')) time.textContent = words(new Date(time.dateTime), time.dataset.form);
    for (const text of scope.querySelectorAll('[data-at]')) text.textContent = hour.format(new Date(text.dataset.at));
    for (const name of scope.querySelectorAll('[data-zone]')) name.textContent = zone();
  }

  function swap(fresh) {
    for (const part of document.querySelectorAll('[data-live]')) {
      const next = fresh.getElementById(part.id);
      // A part that holds the focus waits for the next change.
      if (!next || part.contains(document.activeElement)) continue;
      for (const twin of next.querySelectorAll('details[id]')) twin.open = $(twin.id)?.open ?? twin.open;
      localize(next);
      part.className = next.className;
      part.replaceChildren(...next.childNodes);
    }
  }

  let said, waiting, last = Date.now();
  async function refresh() {
    waiting = 0;
    last = Date.now();
    const answer = await fetch(location.href).catch(() => 0);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    document.title = fresh.title;
    swap(fresh);
    if (sentence() !== said) $('said').textContent = said = sentence();
  }

  // At most every ten seconds, not all at once.
  const soon = () => { waiting ||= setTimeout(refresh, Math.max(500, last + 1e4 - Date.now()) + Math.random() * 4e3); };

  localize(document);
  said = sentence();
  if (document.body.dataset.events) {
    const stream = new EventSource(document.body.dataset.events);
    // The stream begins with what this page shows already; after a break it may not.
    let calm = 0, opened = 0;
    stream.addEventListener('open', () => { calm = Date.now() + 2e3; if (opened++) soon(); });
    stream.addEventListener('status', () => { if (Date.now() > calm) soon(); });
    for (const name of ['opened', 'updated', 'recovering', 'resolved']) stream.addEventListener(`outage.${name}`, soon);
    document.addEventListener('visibilitychange', () => { if (!document.hidden && Date.now() - last > 6e4) soon(); });
  }
})();

// Keeps the page current: on news, fetches the same address again and makes what stands into what is fresh, in place.
(() => {
  const root = document.documentElement, $ = id => document.getElementById(id), main = $('content'), sentence = () => $('sentence')?.textContent ?? '';
  const format = (options, culture = root.dataset.culture) => new Intl.DateTimeFormat(culture, { ...options, numberingSystem: 'latn' });
  const hour = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = format({ day: 'numeric', month: 'long' }), date = format({ day: 'numeric', month: 'long', year: 'numeric' });

  // Italian: 16:02 del 7 maggio, 16:02 dell’8 maggio.
  const ordinal = new Intl.PluralRules(root.dataset.culture, { type: 'ordinal' });
  const moment = at => (ordinal.select(at.getDate()) === 'many' && root.dataset.momentMany) || root.dataset.moment;

  // The text may speak of another day than today; what is of that day needs no date.
  function words(at, form, about) {
    if (form === 'day') return date.format(at);
    return form === 'hour' || (form !== 'dated' && date.format(at) === date.format(about ? new Date(about) : new Date()))
      ? hour.format(at) : moment(at).replace('{0}', hour.format(at)).replace('{1}', day.format(at));
  }

  // "Central European Time (UTC+1)" in the language of the page; a zone that is only an offset has no name.
  function zone() {
    const [name, offset] = [['longGeneric'], ['shortOffset', 'en']].map(([timeZoneName, culture]) =>
      format({ timeZoneName }, culture).formatToParts().find(part => part.type === 'timeZoneName').value);
    const utc = offset.replace('GMT', 'UTC').replace('+0', '').replace('-', '−');
    return /\d/.test(name) ? utc : `${name} (${utc})`;
  }

  function localize(scope) {
    for (const time of scope.querySelectorAll('time[data-form]')) time.textContent = words(new Date(time.dateTime), time.dataset.form, time.dataset.day);
    for (const text of scope.querySelectorAll('[data-at]')) text.textContent = hour.format(new Date(text.dataset.at));
    for (const name of scope.querySelectorAll('[data-zone]')) name.textContent = zone();
    // Where an address tells no country, the time zone of the browser does.
    for (const field of scope.querySelectorAll('[data-time-zone]')) field.value = format({}).resolvedOptions().timeZone ?? '';
  }

  // The site whose link brought this tab here goes with a report: many that come over one link are no independent witnesses.
  let from = '';
  try {
    const came = document.referrer && new URL(document.referrer);
    if (came && came.host !== location.host) sessionStorage.from ??= came.origin;
    from = sessionStorage.from ?? '';
  } catch { /* A browser that keeps nothing has nothing to tell. */ }
  addEventListener('formdata', event => { if (from && event.target.method === 'post') event.formData.set('from', from); });

  const key = node => node.id || node.getAttribute?.('href') || '';
  const isSame = (one, other) => one.nodeName === other.nodeName && key(one) === key(other);

  // Every node that can stay does: with it stay the focus, what is open and the place on the screen.
  function renew(old, fresh) {
    // A list of choices must not change under the finger, nor what a script holds open.
    if (old.isEqualNode(fresh) || old.matches?.('select:focus, [data-hold]')) return;
    if (!old.attributes) { old.data = fresh.data; return; }
    for (const { name } of [...old.attributes]) if (name !== 'open' && !fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (name !== 'open') old.setAttribute(name, value);
    let at = old.firstChild;
    const drop = () => { const gone = at; at = at.nextSibling; gone.remove(); };
    for (const next of [...fresh.childNodes]) {
      let twin = at;
      // Only what has a name can be found further on.
      while (twin && !isSame(twin, next)) twin = key(next) ? twin.nextSibling : null;
      if (!twin) { old.insertBefore(next, at); continue; }
      while (at !== twin) drop();
      renew(at, next);
      at = at.nextSibling;
    }
    while (at) drop();
  }

  // Fields and links may stand elsewhere in the fresh page: what was typed and the focus follow them.
  function show(fresh) {
    const focused = document.activeElement, filled = [...main.querySelectorAll('input[id], select[id]')].map(field => [field.id, field.value]);
    localize(fresh);
    renew(main, fresh.getElementById('content'));
    for (const [id, value] of filled) if ($(id) && $(id).value !== value) $(id).value = value;
    if (!focused.isConnected && key(focused)) [...main.querySelectorAll(focused.localName)].find(one => isSame(one, focused))?.focus({ preventScroll: true });
    // For scripts that draw on what has just been replaced.
    document.dispatchEvent(new Event('reports:renewed'));
  }

  let stream, said, waiting, news = 0, last = Date.now(), opened = 0, failed = 0;
  const isBehind = () => news > new Date(main.dataset.board);

  // Null from a site that is starting, and whatever a proxy says; a page that is no more says so itself.
  async function read() {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    return answer.ok || answer.status === 404 ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
  }

  async function refresh() {
    waiting = 0;
    last = Date.now();
    const asked = location.search, fresh = await read().catch(() => null);
    // The reader has gone on to another time, which is being read already.
    if (asked !== location.search) return;
    if (!fresh?.getElementById('content')) return soon();
    document.title = fresh.title;
    show(fresh);
    root.toggleAttribute('data-kept', fresh.documentElement.hasAttribute('data-kept'));
    mark();
    if (sentence() !== said) $('said').textContent = said = sentence();
    if (!fresh.body.dataset.events) stream?.close();
    else if (isBehind()) soon();
  }

  // At most every ten seconds, not all at once, and not while the cached page of an outage may be the old one, which is for two.
  function soon() { waiting ||= setTimeout(refresh, Math.max(2500, last + 1e4 - Date.now()) + Math.random() * 4e3); }

  function listen() {
    stream = new EventSource(document.body.dataset.events);
    stream.addEventListener('open', () => { failed = 0; if (opened++) soon(); });
    // The stream begins with what the page may show already.
    stream.addEventListener('status', event => {
      news = new Date(JSON.parse(event.data).at);
      if (isBehind()) soon();
    });
    for (const name of ['opened', 'updated', 'recovering', 'resolved']) stream.addEventListener(`outage.${name}`, soon);
    stream.addEventListener('ping', () => { if (!document.hidden && Date.now() - last > 3e5) soon(); });
    // An answer that is no stream, such as that of a proxy while the site restarts, ends an EventSource for good.
    stream.addEventListener('error', () => {
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, Math.min(6e4, 2e3 * 2 ** failed++) * (.5 + Math.random()));
    });
  }

  // A page that is shown while there is no network was kept, and says of when it is; the next answer of the network takes its place.
  function mark() {
    const note = $('offline') ?? Object.assign(document.createElement('p'), { id: 'offline', className: 'offline' });
    note.setAttribute('role', 'status');
    note.textContent = root.dataset.offline.replace('{0}', words(new Date(main.dataset.board)));
    navigator.onLine && !root.hasAttribute('data-kept') ? note.remove() : main.before(note);
  }
  addEventListener('offline', mark);
  addEventListener('online', () => { mark(); if (document.body.dataset.events) soon(); });
  mark();
  if (root.hasAttribute('data-kept')) addEventListener('load', () => { if (document.body.dataset.events) soon(); });
  navigator.serviceWorker?.register('/service-worker.js').catch(() => {});

  // A script has changed what the address stands for.
  document.addEventListener('reports:moved', refresh);
  localize(document);
  // The guided form draws by itself, when the page has long come.
  new MutationObserver(changes => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) localize(node);
  }).observe(main, { childList: true, subtree: true });
  said = sentence();
  if (document.body.dataset.events) {
    listen();
    document.addEventListener('visibilitychange', () => { if (!document.hidden && Date.now() - last > 6e4) soon(); });
  }
})();

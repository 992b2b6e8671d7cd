// <outage-widget service="zoom" region="europe" lang="it" theme="auto" size="medium"><a href="…">Zoom status</a></outage-widget>
// What stands inside the element is shown until the answer is there, and again if none comes for long.
(() => {
  const script = document.currentScript || document.querySelector('script[src*="/widget.js"]');
  const base = new URL('.', script ? script.src : location.href);
  const every = 60000;
  // After that "nothing unusual" may be a lie.
  const stale = 10 * every;
  const colours = {
    light: '--s:#fff;--t:#111a22;--t2:#43505c;--b:#d2dae0;--op:#0b6f68;--po:#7a4f00;--pof:#f0a818;--ou:#b50f3c;--re:#4b48b8;--band:#c3ced6;color-scheme:light',
    dark: '--s:#141c23;--t:#e8eef3;--t2:#b4c0ca;--b:#2a3640;--op:#5ec8bd;--po:#f3b63c;--pof:#f3b63c;--ou:#ff8fa3;--re:#b0b1ff;--band:#3a4853;color-scheme:dark',
  };
  // The page around may style the element itself; only !important inside wins over that.
  const css = `:host{all:initial!important;display:block!important;position:relative!important;max-inline-size:100%!important}:host([hidden]){display:none!important}
.b{display:grid;align-items:start;justify-items:start;inline-size:360px;max-inline-size:100%;min-block-size:240px;font:400 15px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans Arabic",Arial,sans-serif}.b.large{inline-size:480px;min-block-size:356px}.b.small{inline-size:420px;min-block-size:64px}
.w,.w *{box-sizing:border-box;margin:0;padding:0}
.w{${colours.light};place-self:stretch;min-inline-size:0;display:flex;flex-direction:column;gap:7px;padding:12px 16px;background:var(--s);color:var(--t);border:1px solid var(--b);border-radius:6px;text-align:start;text-decoration:none}
@media(prefers-color-scheme:dark){.auto{${colours.dark}}}.dark{${colours.dark}}
.w:focus-visible{outline:3px solid var(--t);outline-offset:2px}.small .w{flex-direction:row;align-items:center;padding-block:2px}
.operational{--c:var(--op);--a:var(--t2)}.possible{--c:var(--po);--a:var(--t2)}.outage{--c:var(--ou);--a:var(--ou)}.recovering{--c:var(--re);--a:var(--t2)}
.h{display:flex;gap:8px;align-items:center;font-weight:700}.small .h{flex:none;max-inline-size:60%;line-height:1.25}.h b{color:var(--c)}.g{inline-size:16px;block-size:16px;flex:none}
.f{fill:var(--c)}.l{fill:none;stroke:var(--c)}.i{fill:none;stroke:var(--s)}.possible .f{fill:var(--pof)}.possible .i{stroke:#111a22}
.q{font-size:17px;line-height:1.3;font-weight:600;overflow-wrap:anywhere}.large .q{font-size:20px}.medium .long{font-size:15px}.medium .longer{font-size:14px;line-height:1.25}.small .q{font-size:14.5px;line-height:1.25;flex:1;min-inline-size:0}
.sp{inline-size:100%;block-size:72px}.band{fill:var(--band)}.area{fill:var(--a);fill-opacity:.85}
.r{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));gap:5px;list-style:none;font-size:11.5px;line-height:1.25;color:var(--t2)}
.r i{display:block;block-size:9px;margin-block-end:4px;border:1.5px solid var(--t2)}.r .outage,.r .possible,.r .recovering{border-color:var(--c)}.r .widespread{background:var(--c)}.r .partial{background:repeating-linear-gradient(120deg,var(--c) 0 3px,transparent 3px 7px)}
.x{display:block}.vh{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.n{margin-block-start:auto;display:flex;justify-content:space-between;gap:12px;font-size:12.5px;color:var(--t2)}
@media(forced-colors:active){.r i,.sp,.g{forced-color-adjust:none}.w,.w *{--c:CanvasText;--a:CanvasText;--t2:CanvasText;--pof:CanvasText;--band:GrayText;--s:Canvas}.possible .i{stroke:Canvas}}`;
  const glyphs = {
    operational: [['circle', { class: 'l', cx: 8, cy: 8, r: 6.6, 'stroke-width': 1.7 }], ['path', { class: 'l', d: 'M4.9 8.3l2.2 2.2 4-4.6', 'stroke-width': 1.7 }]],
    possible: [['path', { class: 'f', d: 'M8 1.4 15.2 14.4H.8z' }], ['path', { class: 'i', d: 'M8 5.8v4M8 11.6v1.2', 'stroke-width': 1.7 }]],
    outage: [['rect', { class: 'f', x: 1, y: 1, width: 14, height: 14, rx: 1.5 }], ['path', { class: 'i', d: 'M4.9 4.9l6.2 6.2M11.1 4.9l-6.2 6.2', 'stroke-width': 2.1 }]],
    recovering: [['path', { class: 'f', d: 'M8 .8 15.4 8.4H11V15H5V8.4H.6z' }]],
  };
  let sheet;

  function node(name, attributes, ...children) {
    const shape = /^(svg|path|rect|circle)$/.test(name);
    const made = shape ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) if (value !== null) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const one = (value, allowed, otherwise) => allowed.includes(value) ? value : otherwise;

  // Widgets that show the same ask once, and nobody asks when the last of them is gone.
  const sources = new Map();

  class Source {
    data = null;
    #url; #widgets = new Set(); #timer = 0; #asked = 0; #heard = 0;

    constructor(url) { this.#url = url; }

    join(widget) {
      this.#widgets.add(widget);
      if (this.data) widget.show(this.data);
      if (!this.#asked) this.#ask();
    }

    leave(widget) {
      this.#widgets.delete(widget);
      if (this.#widgets.size) return;
      clearTimeout(this.#timer);
      sources.delete(this.#url);
    }

    wake() { if (!document.hidden && Date.now() - this.#asked > every) this.#ask(); }

    async #ask() {
      clearTimeout(this.#timer);
      this.#asked = Date.now();
      // Not all readers of a page at the same moment, and nobody who does not look.
      this.#timer = setTimeout(() => { if (!document.hidden) this.#ask(); }, every + Math.random() * every / 4);
      try {
        const answer = await fetch(this.#url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout?.(every / 3) });
        if (answer.status === 404) {
          this.data = null;
          clearTimeout(this.#timer);
        } else if (answer.ok) {
          this.data = await answer.json();
          this.#heard = Date.now();
        }
      } catch { /* What is shown stays for a while; the next turn tries again. */ }
      if (Date.now() - this.#heard > stale) this.data = null;
      for (const widget of this.#widgets) widget.show(this.data);
    }
  }

  function wake() { for (const source of sources.values()) source.wake(); }

  class OutageWidget extends HTMLElement {
    static observedAttributes = ['service', 'region', 'lang', 'theme', 'size'];
    #root; #box; #said; #source; #data = null;

    constructor() {
      super();
      this.#root = this.attachShadow({ mode: 'open' });
      if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
      this.#root.adoptedStyleSheets = [sheet];
      this.#box = node('div', {});
      this.#said = node('div', { class: 'vh', role: 'status' });
      this.#root.append(this.#box, this.#said);
    }

    connectedCallback() {
      this.#draw();
      this.#join();
    }

    disconnectedCallback() {
      this.#source.leave(this);
      this.#source = null;
    }

    attributeChangedCallback(name, before, after) {
      if (!this.#source || before === after) return;
      if (name === 'theme' || name === 'size') this.#draw();
      else this.#join();
    }

    /** Of its source: what there is to tell, or null. */
    show(data) {
      const before = this.#data;
      // A card is not taken from under the reader for the time of day.
      const isSame = before && data && JSON.stringify({ ...before, updatedAt: 0 }) === JSON.stringify({ ...data, updatedAt: 0 });
      this.#data = data;
      if (isSame) return;
      this.#draw();
      if (!data || !before || ['service', 'region', 'language'].some(key => before[key] !== data[key]) || before.sentence === data.sentence) return;
      this.#said.lang = data.language;
      this.#said.dir = data.direction;
      this.#said.textContent = data.sentence;
    }

    #join() {
      this.#source?.leave(this);
      const url = new URL('embed/' + encodeURIComponent(this.getAttribute('service') || '') + '.json', base);
      for (const key of ['region', 'lang']) if (this.getAttribute(key)) url.searchParams.set(key, this.getAttribute(key));
      this.#source = sources.get(url.href);
      if (!this.#source) sources.set(url.href, this.#source = new Source(url.href));
      this.#source.join(this);
    }

    #draw() {
      const data = this.#data;
      const size = one(this.getAttribute('size'), ['small', 'medium', 'large'], 'medium');
      // As large as what will stand there, so that the page does not jump.
      this.#box.className = 'b ' + size;
      if (!data) {
        const service = this.getAttribute('service') || '';
        return this.#box.replaceChildren(node('slot', {}, node('a', { href: new URL('services/' + encodeURIComponent(service), base).href }, `Reports: ${service}`)));
      }
      const theme = one(this.getAttribute('theme'), ['light', 'dark'], 'auto');
      const status = one(data.status, Object.keys(glyphs), 'operational');
      const link = new URL(data.link, base);
      const glyph = node('svg', { class: 'g', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, ...glyphs[status].map(([name, attributes]) => node(name, attributes)));
      const head = node('span', { class: 'h' }, glyph, node('span', {}, node('bdi', {}, data.name), ': ', node('b', {}, data.statusWord)));
      const card = node('a', {
        class: `w ${theme} ${status}`, lang: data.language, dir: data.direction, target: '_blank', rel: 'noopener',
        href: /^https?:$/.test(link.protocol) ? link.href : null,
      }, head);
      if (size === 'small') {
        card.append(node('span', { class: 'q' }, (data.simulated ? data.sentence : data.places) || data.reports));
      } else {
        const length = data.sentence.length;
        card.append(node('span', { class: length > 150 ? 'q longer' : length > 95 ? 'q long' : 'q' }, data.sentence));
        if (size === 'large') {
          card.append(node('svg', { class: 'sp', viewBox: data.chart.viewBox, preserveAspectRatio: 'none', role: 'img', 'aria-label': data.chart.label },
            node('path', { class: 'band', d: data.chart.band }), node('path', { class: 'area', d: data.chart.area })));
        }
        if (data.regions.length) {
          card.append(node('span', { class: 'r', role: 'list' }, ...data.regions.map(part => node('span', { role: 'listitem' },
            node('i', { class: `${part.extent} ${part.status === 'operational' ? '' : part.status}` }), part.name,
            node('span', { class: size === 'large' ? 'x' : 'vh' }, ' ', part.word)))));
        }
        card.append(node('span', { class: 'n' }, node('span', {}, data.reports), node('span', {}, 'Reports')));
      }
      const focused = this.#root.activeElement !== null;
      this.#box.replaceChildren(card);
      if (focused) card.focus();
    }
  }

  if (customElements.get('outage-widget')) return;
  customElements.define('outage-widget', OutageWidget);
  document.addEventListener('visibilitychange', wake);
  // A page that comes back as it was left.
  addEventListener('pageshow', wake);
})();

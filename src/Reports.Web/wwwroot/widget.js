// <outage-widget service="zoom" region="europe" lang="it" theme="auto" size="medium"><a href="…">Zoom status</a></outage-widget>
// What stands inside the element is shown until the answer is there, and again if it never comes.
(() => {
  const script = document.currentScript || document.querySelector('script[src*="/widget.js"]');
  const base = new URL('.', script ? script.src : location.href);
  const every = 60000;
  const colours = {
    light: '--s:#fff;--t:#111a22;--t2:#43505c;--b:#d2dae0;--op:#0b6f68;--po:#7a4f00;--pof:#f0a818;--ou:#b50f3c;--re:#4b48b8;--band:#c3ced6;color-scheme:light',
    dark: '--s:#141c23;--t:#e8eef3;--t2:#b4c0ca;--b:#2a3640;--op:#5ec8bd;--po:#f3b63c;--pof:#f3b63c;--ou:#ff8fa3;--re:#b0b1ff;--band:#3a4853;color-scheme:dark',
  };
  // The page around may style the element itself; only !important inside wins over that.
  const css = `:host{all:initial!important;display:block!important;max-inline-size:100%!important}:host([hidden]){display:none!important}
.w,.w *{box-sizing:border-box;margin:0;padding:0}
.w{${colours.light};display:flex;flex-direction:column;gap:10px;inline-size:360px;max-inline-size:100%;padding:14px 16px;background:var(--s);color:var(--t);border:1px solid var(--b);border-radius:6px;font:400 15px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans Arabic",Arial,sans-serif;text-align:start;text-decoration:none}
@media(prefers-color-scheme:dark){.auto{${colours.dark}}}.dark{${colours.dark}}
.w:focus-visible{outline:3px solid var(--t);outline-offset:2px}.medium{min-block-size:200px}.large{inline-size:480px;min-block-size:320px}.small{inline-size:420px;min-block-size:64px;flex-direction:row;align-items:center;padding-block:8px}
.operational{--c:var(--op);--a:var(--t2)}.possible{--c:var(--po);--a:var(--t2)}.outage{--c:var(--ou);--a:var(--ou)}.recovering{--c:var(--re);--a:var(--t2)}
.h{display:flex;gap:8px;align-items:center;font-weight:700}.small .h{flex:none;max-inline-size:60%}.h b{color:var(--c)}.g{inline-size:16px;block-size:16px;flex:none}
.f{fill:var(--c)}.l{fill:none;stroke:var(--c)}.i{fill:none;stroke:var(--s)}.possible .f{fill:var(--pof)}.possible .i{stroke:#111a22}
.q{font-size:17px;line-height:1.3;font-weight:600;overflow-wrap:anywhere}.large .q{font-size:20px}.small .q{font-size:14.5px;flex:1;min-inline-size:0}
.sp{inline-size:100%;block-size:72px}.band{fill:var(--band)}.area{fill:var(--a);fill-opacity:.85}
.r{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));gap:5px;list-style:none;font-size:11.5px;line-height:1.25;color:var(--t2)}
.r i{display:block;block-size:9px;margin-block-end:4px;border:1.5px solid var(--t2)}.r .outage,.r .possible,.r .recovering{border-color:var(--c)}.r .widespread{background:var(--c)}.r .partial{background:repeating-linear-gradient(120deg,var(--c) 0 3px,transparent 3px 7px)}
.x{display:block}.vh{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.n{margin-block-start:auto;display:flex;justify-content:space-between;gap:12px;font-size:12.5px;color:var(--t2)}
@media(forced-colors:active){.r i,.sp{forced-color-adjust:none}}`;
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

  class OutageWidget extends HTMLElement {
    static observedAttributes = ['service', 'region', 'lang', 'theme', 'size'];
    #root; #box; #said; #timer = 0; #loaded = 0; #data; #asked = 0;
    #seen = () => { if (!document.hidden && Date.now() - this.#loaded > every) this.#load(); };

    constructor() {
      super();
      this.#root = this.attachShadow({ mode: 'open' });
      if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
      this.#root.adoptedStyleSheets = [sheet];
      this.#box = node('div', {}, node('slot'));
      this.#said = node('div', { class: 'vh', role: 'status' });
      this.#root.append(this.#box, this.#said);
    }

    connectedCallback() {
      document.addEventListener('visibilitychange', this.#seen);
      this.#load();
    }

    disconnectedCallback() {
      document.removeEventListener('visibilitychange', this.#seen);
      clearTimeout(this.#timer);
    }

    attributeChangedCallback(name, before, after) {
      if (!this.isConnected || before === after) return;
      if (name === 'theme' || name === 'size') this.#draw();
      else this.#load();
    }

    async #load() {
      clearTimeout(this.#timer);
      const asked = ++this.#asked;
      const url = new URL('embed/' + encodeURIComponent(this.getAttribute('service') || '') + '.json', base);
      for (const key of ['region', 'lang']) if (this.getAttribute(key)) url.searchParams.set(key, this.getAttribute(key));
      try {
        const answer = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
        if (!answer.ok) throw answer.status;
        const data = await answer.json();
        if (asked !== this.#asked || !this.isConnected) return;
        const before = this.#data;
        this.#data = data;
        this.#draw();
        this.#said.lang = data.language;
        if (before && before.language === data.language && before.sentence !== data.sentence) this.#said.textContent = data.sentence;
      } catch { /* What is shown stays; the next turn tries again. */ }
      if (asked !== this.#asked || !this.isConnected) return;
      this.#loaded = Date.now();
      // Not all readers of a page at the same moment, and nobody who does not look.
      this.#timer = setTimeout(() => { if (!document.hidden) this.#load(); }, every + Math.random() * every / 4);
    }

    #draw() {
      const data = this.#data;
      if (!data) return;
      const size = one(this.getAttribute('size'), ['small', 'medium', 'large'], 'medium');
      const theme = one(this.getAttribute('theme'), ['light', 'dark'], 'auto');
      const status = one(data.status, Object.keys(glyphs), 'operational');
      const link = new URL(data.link, base);
      const glyph = node('svg', { class: 'g', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, ...glyphs[status].map(([name, attributes]) => node(name, attributes)));
      const head = node('span', { class: 'h' }, glyph, node('span', {}, node('bdi', {}, data.name), ': ', node('b', {}, data.statusWord)));
      const card = node('a', {
        class: `w ${theme} ${size} ${status}`, lang: data.language, dir: data.direction, target: '_blank', rel: 'noopener',
        href: /^https?:$/.test(link.protocol) ? link.href : null,
      }, head);
      if (size === 'small') {
        card.append(node('span', { class: 'q' }, (data.simulated ? data.sentence : data.places) || data.reports));
      } else {
        card.append(node('span', { class: 'q' }, data.sentence));
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

  if (!customElements.get('outage-widget')) customElements.define('outage-widget', OutageWidget);
})();
